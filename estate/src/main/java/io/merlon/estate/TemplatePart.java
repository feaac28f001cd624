package io.merlon.estate;

import java.util.List;

/** A part of a template: text as it stands, or something to fill in. */
sealed interface TemplatePart {
  /** Adds this part of the resource to the text. */
  void write(Slot slot, ByteText text);

  /** Text as it stands. */
  record Literal(TextBytes text) implements TemplatePart {
    @Override
    public void write(Slot slot, ByteText out) {
      out.add(text);
    }
  }

  /** A value of the workload, such as its region. */
  record Named(String name) implements TemplatePart {
    @Override
    public void write(Slot slot, ByteText out) {
      out.add(slot.value(name));
    }
  }

  /** The resource's number among those of its kind in the workload. */
  record Ordinal() implements TemplatePart {
    @Override
    public void write(Slot slot, ByteText out) {
      out.number(slot.ordinal());
    }
  }

  /** One text where the resource is healthy, the other where it has the weakness. */
  record Health(String weakness, TextBytes healthy, TextBytes unhealthy) implements TemplatePart {
    @Override
    public void write(Slot slot, ByteText out) {
      out.add(slot.isHealthy(weakness) ? healthy : unhealthy);
    }
  }

  /** One of several texts. */
  record Pick(Purpose purpose, List<TextBytes> choices) implements TemplatePart {
    @Override
    public void write(Slot slot, ByteText out) {
      out.add(choices.get(slot.below(purpose, choices.size())));
    }
  }

  /** A whole number in a range, both ends included. */
  record Whole(Purpose purpose, long low, long high) implements TemplatePart {
    @Override
    public void write(Slot slot, ByteText out) {
      out.number(low + Long.remainderUnsigned(slot.roll(purpose), high - low + 1));
    }
  }

  /** Some hexadecimal digits. */
  record Hex(Purpose purpose, int digits) implements TemplatePart {
    @Override
    public void write(Slot slot, ByteText out) {
      out.hex(slot.roll(purpose), digits);
    }
  }

  /** A GUID. */
  record Guid(Purpose purpose) implements TemplatePart {
    @Override
    public void write(Slot slot, ByteText out) {
      long high = slot.roll(purpose);
      out.guid(high, high * 0x9E3779B97F4A7C15L);
    }
  }

  /** A time in a year, in UTC. */
  record Time(Purpose purpose, int year) implements TemplatePart {
    @Override
    public void write(Slot slot, ByteText out) {
      int roll = (int) (slot.roll(purpose) >>> 33);
      out.digits(year, 4);
      out.add('-');
      out.digits(1 + roll % 10, 2);
      out.add('-');
      out.digits(1 + roll / 10 % 28, 2);
      out.add('T');
      out.digits(roll / 280 % 24, 2);
      out.add(':');
      out.digits(roll / 6720 % 60, 2);
      out.add(':');
      out.digits(roll / 403_200 % 60, 2);
      out.add('Z');
    }
  }

  /**
   * What a random value is for: the same within a resource, or within a workload.
   *
   * @param hash what it contributes to the dice
   * @param shared whether all resources of the workload have the same value
   */
  record Purpose(long hash, boolean shared) {
    static Purpose of(String text) {
      return new Purpose(Dice.purpose(text), text.startsWith("@"));
    }
  }
}
