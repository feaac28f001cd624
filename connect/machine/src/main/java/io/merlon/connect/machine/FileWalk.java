package io.merlon.connect.machine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Walks all folders of the root's file system and of other local disks, with a few threads, never
 * through symbolic links, up to a number of files and a time.
 */
final class FileWalk {
  private static final long FILES_LIMIT = 20_000_000;
  private static final int KEPT = 10_000;
  private static final int THREADS = 4;
  private static final long IDLE_NANOS = 50_000;
  private static final Set<String> SKIPPED =
      Set.of(
          "/proc",
          "/sys",
          "/dev",
          "/run",
          "/var/lib/docker",
          "/var/lib/containerd",
          "/var/lib/containers/storage",
          "/snap");
  private static final Set<String> DISKS =
      Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs");

  record Found(String path, FileState state) {}

  private final Machine machine;
  private final Path root;
  private final Set<Long> devices = new HashSet<>();
  private final long deadline;
  private final ConcurrentLinkedDeque<Path> folders = new ConcurrentLinkedDeque<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong denied = new AtomicLong();
  private final AtomicInteger dropped = new AtomicInteger();
  private final List<String> worldWritable = new ArrayList<>();
  private final List<String> withoutSticky = new ArrayList<>();
  private final List<String> unowned = new ArrayList<>();
  private final List<Found> setuid = new ArrayList<>();
  private final List<Found> setgid = new ArrayList<>();

  private FileWalk(Machine machine, Path root) {
    this.machine = machine;
    this.root = root;
    this.deadline = System.nanoTime() + machine.context().scanLimit().toNanos();
  }

  static FileWalk run(Machine machine) throws IOException {
    FileWalk walk = new FileWalk(machine, machine.files().resolve("/"));
    walk.devices.add(FileState.of(walk.root).device());
    if (machine.live()) {
      for (MountFacts.Mount mount : MountFacts.mounts(machine)) {
        if (DISKS.contains(mount.type())) {
          machine.files().state(mount.target()).ifPresent(s -> walk.devices.add(s.device()));
        }
      }
    }
    walk.enter(walk.root);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofPlatform().daemon().name("merlon-scan-" + i).start(walk::work));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    walk.setuid.sort(Comparator.comparing(Found::path));
    walk.setgid.sort(Comparator.comparing(Found::path));
    walk.worldWritable.sort(Comparator.naturalOrder());
    walk.withoutSticky.sort(Comparator.naturalOrder());
    walk.unowned.sort(Comparator.naturalOrder());
    return walk;
  }

  private void enter(Path folder) {
    open.incrementAndGet();
    folders.addLast(folder); // folders near the root first: there programs are
  }

  private boolean over() {
    return System.nanoTime() > deadline || seen.get() > FILES_LIMIT;
  }

  private void work() {
    while (open.get() > 0 && !over()) {
      Path folder = folders.pollFirst();
      if (folder == null) {
        LockSupport.parkNanos(IDLE_NANOS);
        continue;
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (over()) {
            return;
          }
          look(entry);
        }
      } catch (NoSuchFileException e) {
        // removed while walking
      } catch (IOException | DirectoryIteratorException e) {
        denied.incrementAndGet();
      } finally {
        open.decrementAndGet();
      }
    }
  }

  private void look(Path entry) throws IOException {
    FileState state;
    try {
      state = FileState.of(entry, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return; // removed while walking
    }
    seen.incrementAndGet();
    if (!devices.contains(state.device())) {
      return;
    }
    boolean known =
        machine.users().containsKey(state.uid()) && machine.groups().containsKey(state.gid());
    if (state.isFolder()) {
      String path = path(entry);
      if (SKIPPED.contains(path)) {
        return;
      }
      keep(state.has(0002) && !state.has(01000), withoutSticky, path);
      enter(entry);
    } else if (state.isRegular()) {
      if (state.has(06002)) {
        String path = path(entry);
        keep(state.has(0002), worldWritable, path);
        keep(state.has(04000), setuid, new Found(path, state));
        keep(state.has(02000), setgid, new Found(path, state));
      }
    }
    if (!known) {
      keep(true, unowned, path(entry));
    }
  }

  private String path(Path entry) {
    return "/" + root.relativize(entry);
  }

  private <T> void keep(boolean wanted, List<T> list, T found) {
    if (wanted) {
      synchronized (list) {
        if (list.size() < KEPT) {
          list.add(found);
        } else {
          dropped.incrementAndGet();
        }
      }
    }
  }

  /** Why not all was seen; empty when all was. */
  List<String> incomplete() {
    List<String> reasons = new ArrayList<>();
    if (open.get() > 0) {
      reasons.add(
          "the walk over the files was ended after "
              + machine.context().scanLimit().toMillis()
              + " ms and "
              + seen
              + " files");
    }
    if (denied.get() > 0) {
      reasons.add(
          denied + " folders could not be opened" + (machine.root() ? "" : ": permission denied"));
    }
    if (dropped.get() > 0) {
      reasons.add(dropped + " more files with risky permissions are not listed");
    }
    return reasons;
  }

  long seen() {
    return seen.get();
  }

  List<String> worldWritable() {
    return worldWritable;
  }

  List<String> withoutSticky() {
    return withoutSticky;
  }

  List<String> unowned() {
    return unowned;
  }

  List<Found> setuid() {
    return setuid;
  }

  List<Found> setgid() {
    return setgid;
  }
}
