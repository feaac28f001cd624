package io.merlon.connect.file;

import io.merlon.json.Json;
import io.merlon.json.JsonValues;
import io.merlon.model.ObjectValue;
import io.merlon.model.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * One pass over all files: reads, shapes, leaves out what was there before, and hands on batches.
 */
final class InventoryPass implements ResourceSink {
  private static final int BATCH_RESOURCES = 128;
  private static final long BATCH_BYTES = 256 << 10;

  private final InventoryLimits limits;
  private final Deduplication ids;
  private final Consumer<Batch> batches;
  private final InputProblems.Gatherer problems;
  private final JsonValues values = new JsonValues();
  private final ResourceShape shape = new ResourceShape();

  private List<Resource> batch = new ArrayList<>(BATCH_RESOURCES);
  private long batchStart;
  private long filesBefore;
  private String file = "";
  private Consumer<Place> onPassed = place -> {};
  private Optional<InputText> text = Optional.empty();
  private long resources;

  InventoryPass(InventoryLimits limits, Deduplication ids, Consumer<Batch> batches) {
    this.limits = limits;
    this.ids = ids;
    this.batches = batches;
    this.problems = new InputProblems.Gatherer(limits.problems());
  }

  void read(List<InputFile> files) {
    for (InputFile next : files) {
      file = next.name();
      batchStart = 0;
      try (InputText opened = InputText.open(next)) {
        text = Optional.of(opened);
        read(opened);
      } catch (IOException e) {
        whole(Faults.unreadable(e));
      }
      text = Optional.empty();
      filesBefore += next.size();
    }
    hand();
  }

  InputProblems problems() {
    return problems.problems();
  }

  /** How many resources were handed on. */
  long resources() {
    return resources;
  }

  private void read(InputText opened) throws IOException {
    DocumentReader documents = new DocumentReader(values, this);
    byte[] head = opened.head();
    switch (InputForm.of(head, opened.isWhole())) {
      case EMPTY -> whole("is empty");
      case OTHER -> {
        int start = InputForm.start(head);
        problem(
            new Place(start, 1),
            "is not JSON: it begins with " + Words.quote(beginning(head, start)));
      }
      case LINES -> new LineReader(opened, documents, this, limits.resourceBytes()).read();
      case DOCUMENTS -> readDocuments(opened.whole(), documents);
    }
  }

  private void readDocuments(InputStream input, DocumentReader documents) {
    BoundedInput bounded = new BoundedInput(input, limits.resourceBytes());
    onPassed = place -> bounded.renew();
    try (JsonParser parser =
        Json.factory().createParser(ObjectReadContext.empty(), (InputStream) bounded)) {
      try {
        while (parser.nextToken() != null) {
          documents.read(parser, Place.START);
        }
      } catch (JacksonException broken) {
        problem(
            Place.START.of(broken, parser),
            Faults.unparsable(broken) + "; what follows in this file was not read");
      }
    } catch (JacksonException broken) {
      // The parser looks at the first bytes before there is a parser.
      whole(Faults.unparsable(broken));
    } finally {
      onPassed = place -> {};
    }
  }

  @Override
  public void resource(ObjectValue document, TemplateNames names, Place place) {
    Optional<Resource> resource = shape.read(document, names, reason -> problem(place, reason));
    if (resource.isEmpty()) {
      return;
    }
    String id = resource.get().id().text();
    switch (ids.next(resource.get().id())) {
      case NEW -> {
        batch.add(resource.get());
        resources++;
      }
      case AS_WRITTEN ->
          problem(place, "the id " + Words.quote(id) + " was there before; the first one is used");
      case IN_OTHER_CASE ->
          problem(
              place,
              "the id "
                  + Words.quote(id)
                  + " was there before and differs in case only, which is the same resource; the"
                  + " first one is used");
    }
    if (batch.size() >= BATCH_RESOURCES || place.offset() - batchStart > BATCH_BYTES) {
      batchStart = place.offset();
      hand();
    }
  }

  @Override
  public void problem(Place place, String reason) {
    problems.add(new InputProblem(file, place.offset(), place.line(), reason));
  }

  @Override
  public void passed(Place place) {
    onPassed.accept(place);
  }

  private void hand() {
    long position = filesBefore + text.map(InputText::position).orElse(0L);
    batches.accept(new Batch(batch, position));
    batch = new ArrayList<>(BATCH_RESOURCES);
  }

  private void whole(String reason) {
    problems.add(InputProblem.whole(file, reason));
  }

  private static String beginning(byte[] head, int start) {
    int length = Math.min(20, head.length - start);
    return new String(head, start, length, StandardCharsets.ISO_8859_1);
  }
}
