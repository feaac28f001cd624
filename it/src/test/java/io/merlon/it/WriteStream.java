package io.merlon.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Clients that write and delete storage accounts as fast as they are answered. Each account belongs
 * to one client, which keeps what it asked for and what was acknowledged.
 */
final class WriteStream implements AutoCloseable {
  private static final int CLIENTS = 6;
  private static final int ACCOUNTS = 12;

  private final ServerProcess server;
  private final String group;
  private final Map<String, Account> accounts = new TreeMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch written = new CountDownLatch(CLIENTS);
  private volatile boolean open = true;

  /** What was asked for, in order: the number of a write, or 0 for a deletion. */
  static final class Account {
    private final List<Integer> asked = new ArrayList<>();
    private int acknowledged;
    private int changes;

    /** How many requests changed it for sure. */
    int changes() {
      return changes;
    }

    int asked() {
      return asked.size();
    }

    /** Whether it may stand like this: as after the last acknowledged request or a later one. */
    boolean mayBe(int number) {
      return acknowledged == 0 && number == 0
          || asked.subList(Math.max(0, acknowledged - 1), asked.size()).contains(number);
    }

    @Override
    public String toString() {
      return "asked " + asked + ", acknowledged up to the " + acknowledged + ".";
    }
  }

  /** Begins; accounts of an earlier stream go on. */
  WriteStream(ServerProcess server, String group, Map<String, Account> earlier, Random random) {
    this.server = server;
    this.group = group;
    this.accounts.putAll(earlier);
    for (int client = 0; client < CLIENTS; client++) {
      String prefix = "client" + client + "account";
      Random own = new Random(random.nextLong());
      for (int i = 0; i < ACCOUNTS; i++) {
        accounts.computeIfAbsent(prefix + i, name -> new Account());
      }
      var _ = threads.submit(() -> write(prefix, own));
    }
  }

  private void write(String prefix, Random random) {
    while (open) {
      String name = prefix + random.nextInt(ACCOUNTS);
      Account account = Objects.requireNonNull(accounts.get(name));
      boolean deletes = random.nextInt(6) == 0;
      account.asked.add(deletes ? 0 : account.asked.size() + 1);
      try {
        int status = deletes ? server.delete(group + name).status() : put(name, account).status();
        if (status < 300) {
          account.acknowledged = account.asked.size();
          account.changes += status == 204 ? 0 : 1;
          written.countDown();
        }
      } catch (IOException away) {
        // not acknowledged: it may have been done or not
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private ServerProcess.Answer put(String name, Account account)
      throws IOException, InterruptedException {
    return server.put(
        group + name,
        """
        {"location":"westeurope","tags":{"number":"%d"},
         "properties":{"supportsHttpsTrafficOnly":%s}}\
        """
            .formatted(account.asked.size(), account.asked.size() % 2 == 0));
  }

  /** Waits until some writes were acknowledged. */
  void awaitWrites() throws InterruptedException {
    if (!written.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("no write was acknowledged within a minute");
    }
  }

  /** Ends the stream and waits for the clients. */
  Map<String, Account> stop() {
    open = false;
    threads.close();
    return accounts;
  }

  @Override
  public void close() {
    open = false;
    threads.close();
  }
}
