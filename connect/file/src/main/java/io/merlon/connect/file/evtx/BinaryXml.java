package io.merlon.connect.file.evtx;

import io.merlon.connect.file.evtx.Node.Attribute;
import io.merlon.connect.file.evtx.Node.Filling;
import io.merlon.model.NullValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of binary XML (MS-EVEN6, section 2.2.12). Names and templates lie where they were
 * first needed in the chunk; all others point there. Templates are parsed once a chunk.
 */
final class BinaryXml {
  private static final int END_OF_FRAGMENT = 0x00;
  private static final int OPEN_START = 0x01;
  private static final int CLOSE_START = 0x02;
  private static final int CLOSE_EMPTY = 0x03;
  private static final int END_ELEMENT = 0x04;
  private static final int VALUE = 0x05;
  private static final int ATTRIBUTE = 0x06;
  private static final int CDATA = 0x07;
  private static final int CHARACTER = 0x08;
  private static final int ENTITY = 0x09;
  private static final int PROCESSING_TARGET = 0x0A;
  private static final int PROCESSING_DATA = 0x0B;
  private static final int TEMPLATE = 0x0C;
  private static final int NORMAL_HOLE = 0x0D;
  private static final int OPTIONAL_HOLE = 0x0E;
  private static final int FRAGMENT = 0x0F;

  /** Says of an element that it has attributes, of other tokens that more follow. */
  private static final int MORE = 0x40;

  private static final int TEMPLATE_HEADER = 24;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_HOLES = 10_000;

  private final ByteBuffer chunk;
  private final Map<Integer, List<Node>> templates = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private int at;

  BinaryXml(ByteBuffer chunk) {
    this.chunk = chunk;
  }

  /** The document that starts here, as a value. */
  ObjectValue document(int start) {
    at = start;
    return EventShape.of(nodes(false, 0));
  }

  /** The nodes up to the end of an element or of all. */
  private List<Node> nodes(boolean inTemplate, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("elements nested deeper than " + MAX_DEPTH);
    }
    List<Node> nodes = new ArrayList<>();
    while (at < chunk.limit()) {
      int token = Byte.toUnsignedInt(chunk.get(at++));
      switch (token & ~MORE) {
        case END_OF_FRAGMENT, END_ELEMENT -> {
          return nodes;
        }
        case FRAGMENT -> at += 3;
        case OPEN_START -> nodes.add(element((token & MORE) != 0, inTemplate, depth));
        case TEMPLATE -> {
          nodes.add(instance(depth));
          if (!inTemplate) {
            return nodes;
          }
        }
        case VALUE, NORMAL_HOLE, OPTIONAL_HOLE, CHARACTER, ENTITY, CDATA ->
            nodes.add(content(token & ~MORE));
        case PROCESSING_TARGET -> name();
        case PROCESSING_DATA -> text();
        default ->
            throw new IllegalArgumentException(
                "the token 0x%02x at byte %d of the chunk".formatted(token, at - 1));
      }
    }
    return nodes;
  }

  private Node content(int token) {
    return switch (token) {
      case VALUE -> {
        int type = Byte.toUnsignedInt(chunk.get(at++));
        if (type != 1) {
          throw new IllegalArgumentException("a constant of type " + type);
        }
        yield new Node.Constant(new StringValue(text()));
      }
      case NORMAL_HOLE, OPTIONAL_HOLE -> {
        int index = Short.toUnsignedInt(chunk.getShort(at));
        at += 3;
        yield new Node.Hole(index);
      }
      case CHARACTER -> {
        int character = Short.toUnsignedInt(chunk.getShort(at));
        at += 2;
        yield new Node.Constant(new StringValue(Character.toString(character)));
      }
      case ENTITY -> new Node.Constant(new StringValue(entity(name())));
      default -> new Node.Constant(new StringValue(text()));
    };
  }

  private static String entity(String name) {
    return switch (name) {
      case "lt" -> "<";
      case "gt" -> ">";
      case "amp" -> "&";
      case "quot" -> "\"";
      case "apos" -> "'";
      default -> "&" + name + ";";
    };
  }

  private Node.Element element(boolean hasAttributes, boolean inTemplate, int depth) {
    at += inTemplate ? 6 : 4;
    String name = name();
    List<Attribute> attributes = new ArrayList<>();
    if (hasAttributes) {
      at += 4;
      while (isNext(ATTRIBUTE)) {
        at++;
        attributes.add(new Attribute(name(), attributeValue()));
      }
    }
    int close = Byte.toUnsignedInt(chunk.get(at++));
    return switch (close) {
      case CLOSE_EMPTY -> new Node.Element(name, attributes, List.of());
      case CLOSE_START -> new Node.Element(name, attributes, nodes(inTemplate, depth + 1));
      default ->
          throw new IllegalArgumentException(
              "the element %s goes on with 0x%02x at byte %d".formatted(name, close, at - 1));
    };
  }

  private List<Node> attributeValue() {
    List<Node> value = new ArrayList<>();
    while (isNext(VALUE)
        || isNext(NORMAL_HOLE)
        || isNext(OPTIONAL_HOLE)
        || isNext(CHARACTER)
        || isNext(ENTITY)) {
      value.add(content(Byte.toUnsignedInt(chunk.get(at++)) & ~MORE));
    }
    return value;
  }

  private boolean isNext(int token) {
    return (Byte.toUnsignedInt(chunk.get(at)) & ~MORE) == token;
  }

  /** A name lies where this points; where that is here, it is read over. */
  private String name() {
    int place = chunk.getInt(at);
    at += 4;
    int length = 2 * Short.toUnsignedInt(chunk.getShort(place + 6));
    if (place == at) {
      at += 8 + length + 2;
    }
    return Optional.ofNullable(names.get(place)).orElseGet(() -> remembered(place, length));
  }

  private String remembered(int place, int length) {
    String name = utf16(place + 8, length);
    names.put(place, name);
    return name;
  }

  private String text() {
    int length = 2 * Short.toUnsignedInt(chunk.getShort(at));
    String text = utf16(at + 2, length);
    at += 2 + length;
    return text;
  }

  private String utf16(int start, int length) {
    byte[] bytes = new byte[length];
    chunk.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_16LE);
  }

  private Node.Instance instance(int depth) {
    int place = chunk.getInt(at + 5);
    at += 9;
    boolean isHere = place == at;
    int size = chunk.getInt(place + TEMPLATE_HEADER - 4);
    int after = isHere ? at + TEMPLATE_HEADER + size : at;
    Optional<List<Node>> known = Optional.ofNullable(templates.get(place));
    List<Node> template = known.orElseGet(() -> template(place, depth));
    at = after;
    return new Node.Instance(template, fillings(depth));
  }

  private List<Node> template(int place, int depth) {
    at = place + TEMPLATE_HEADER;
    List<Node> template = nodes(true, depth + 1);
    templates.put(place, template);
    return template;
  }

  /** The sizes and types of all values stand before the values. */
  private List<Filling> fillings(int depth) {
    int count = chunk.getInt(at);
    if (count < 0 || count > MAX_HOLES) {
      throw new IllegalArgumentException(count + " values for a template");
    }
    int descriptor = at + 4;
    int place = descriptor + 4 * count;
    List<Filling> fillings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int size = Short.toUnsignedInt(chunk.getShort(descriptor + 4 * i));
      int type = Byte.toUnsignedInt(chunk.get(descriptor + 4 * i + 2));
      fillings.add(filling(type, place, size, depth));
      place += size;
    }
    at = place;
    return fillings;
  }

  private Filling filling(int type, int place, int size, int depth) {
    if (type == EvtxValue.BINARY_XML && size > 0) {
      at = place;
      return new Filling(NullValue.NULL, nodes(false, depth + 1));
    }
    return new Filling(EvtxValue.read(type, chunk.slice(place, size)), List.of());
  }
}
