package io.merlon.detection.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is habitual for one account: places, hours of the day, and how much it reaches for. */
final class Account {
  private static final int MOST_PLACES = 24;
  private static final int HOURS = 24;
  private static final double SECONDS_OF_DAY = 86_400;

  /** How much the newest hour counts in what an hour is usually like. */
  private static final double NEWEST = 0.1;

  private long signIns;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private Recent<Boolean> places = new Recent<>(MOST_PLACES);
  private long placesMet;
  private final double[] hours = new double[HOURS];
  private long weighedAt;

  private DistinctCount reached = new DistinctCount();
  private long hour = Long.MIN_VALUE;
  private long hoursActive;
  private double mean;
  private double variance;
  private boolean volumeTold;

  long signIns() {
    return signIns;
  }

  double days() {
    return signIns == 0 ? 0 : (last - first) / SECONDS_OF_DAY;
  }

  /** The share of sign-ins that came from a place that was new then. */
  double novelty() {
    return signIns == 0 ? 1 : (double) placesMet / signIns;
  }

  long placesMet() {
    return placesMet;
  }

  boolean knows(String place) {
    return places.has(place);
  }

  /** The share of past sign-ins at that hour of the day or one beside it, the latest most. */
  double shareAt(int hourOfDay) {
    double all = 0;
    for (double weight : hours) {
      all += weight;
    }
    double near =
        hours[hourOfDay] + hours[(hourOfDay + 1) % HOURS] + hours[(hourOfDay + HOURS - 1) % HOURS];
    return all == 0 ? 1 : near / all;
  }

  /** Learns a sign-in. */
  void signedIn(String place, long second, double halfLifeDays) {
    if (!place.isEmpty()) {
      if (!places.has(place)) {
        placesMet++;
      }
      places.get(place, () -> true);
    }
    signIns++;
    first = Math.min(first, second);
    last = Math.max(last, second);
    if (second > weighedAt) {
      double kept =
          weighedAt == 0 ? 1 : Math.pow(0.5, (second - weighedAt) / SECONDS_OF_DAY / halfLifeDays);
      for (int i = 0; i < HOURS; i++) {
        hours[i] *= kept;
      }
      weighedAt = second;
    }
    hours[hourOfDay(second)]++;
  }

  static int hourOfDay(long second) {
    return (int) Math.floorMod(second / 3600, (long) HOURS);
  }

  /** Learns that something was reached for; gives how many different ones in that hour so far. */
  long reachedFor(String target, long second) {
    long now = Math.floorDiv(second, 3600);
    if (now != hour) {
      if (hour != Long.MIN_VALUE) {
        learnHour(reached.count());
      }
      hour = now;
      reached.clear();
      volumeTold = false;
    }
    reached.add(target);
    return reached.count();
  }

  private void learnHour(long count) {
    double weight = hoursActive == 0 ? 1 : Math.max(NEWEST, 1.0 / (hoursActive + 1));
    double difference = count - mean;
    mean += weight * difference;
    variance = (1 - weight) * (variance + weight * difference * difference);
    hoursActive++;
  }

  long hoursActive() {
    return hoursActive;
  }

  double mean() {
    return mean;
  }

  double deviation() {
    return Math.sqrt(variance);
  }

  /** Whether this hour is told for the first time. */
  boolean tellsVolume() {
    boolean isFirst = !volumeTold;
    volumeTold = true;
    return isFirst;
  }

  void save(DataOutput out) throws IOException {
    for (long one : new long[] {signIns, first, last, placesMet, weighedAt, hour, hoursActive}) {
      out.writeLong(one);
    }
    for (double one : hours) {
      out.writeDouble(one);
    }
    out.writeDouble(mean);
    out.writeDouble(variance);
    out.writeBoolean(volumeTold);
    reached.save(out);
    Baselines.save(places, out, (known, to) -> to.writeBoolean(known));
  }

  static Account load(DataInput in) throws IOException {
    Account account = new Account();
    account.signIns = in.readLong();
    account.first = in.readLong();
    account.last = in.readLong();
    account.placesMet = in.readLong();
    account.weighedAt = in.readLong();
    account.hour = in.readLong();
    account.hoursActive = in.readLong();
    for (int i = 0; i < HOURS; i++) {
      account.hours[i] = in.readDouble();
    }
    account.mean = in.readDouble();
    account.variance = in.readDouble();
    account.volumeTold = in.readBoolean();
    account.reached = DistinctCount.load(in);
    account.places = Baselines.load(MOST_PLACES, in, DataInput::readBoolean);
    return account;
  }
}
