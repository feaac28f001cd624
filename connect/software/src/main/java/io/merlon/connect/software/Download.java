package io.merlon.connect.software;

import io.merlon.vulnerability.DocumentFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches files by HTTP. A file that has not changed (by its entity tag) is not fetched again; one
 * that was cut off is gone on with where it ended, also by a later run. What is fetched takes the
 * place of the old file only when it is whole and has been checked.
 */
final class Download {
  private static final int ATTEMPTS = 5;
  private static final int NOT_MODIFIED = 304;
  private static final int PARTIAL = 206;
  private static final int OK = 200;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final Limits limits;

  /**
   * What a download may take.
   *
   * @param pause between attempts
   */
  record Limits(long bytes, Duration time, Duration pause) {
    static final Limits USUAL = new Limits(8L << 30, Duration.ofMinutes(60), Duration.ofSeconds(2));
  }

  /** Looks at a file that has been fetched before it takes the old one's place. */
  interface Check {
    void check(Path file) throws IOException, DocumentFault;
  }

  Download(Limits limits) {
    this.limits = limits;
  }

  /**
   * Fetches a file.
   *
   * @return whether it is new
   * @throws DocumentFault when the server refuses it or what came is not what was announced
   */
  boolean fetch(URI source, Path target, Check check) throws IOException, DocumentFault {
    State state = new State(target);
    long deadline = System.nanoTime() + limits.time.toNanos();
    IOException last = new IOException("no attempt was made");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        int status = attempt(source, state, deadline);
        if (status == NOT_MODIFIED) {
          return false;
        }
        if (status == OK || status == PARTIAL) {
          return accept(source, state, check);
        }
        if (status == RANGE_NOT_SATISFIABLE) {
          state.forgetPart();
        } else if (status != TOO_MANY && status < SERVER_ERROR) {
          throw new DocumentFault(source + ": the server answers " + status);
        }
        last = new IOException("the server answers " + status);
      } catch (TimeoutException e) {
        throw new IOException(source + ": not done after " + limits.time.toSeconds() + " s", e);
      } catch (IOException e) {
        last = e;
      }
      pause();
    }
    throw new IOException(source + ": " + last.getMessage(), last);
  }

  private int attempt(URI source, State state, long deadline) throws IOException, TimeoutException {
    HttpRequest.Builder request = HttpRequest.newBuilder(source).header("User-Agent", "merlon");
    Optional<String> partTag = state.partTag();
    long have = partTag.isPresent() ? state.partSize() : 0;
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-").header("If-Range", partTag.orElseThrow());
    } else {
      state.tag().ifPresent(tag -> request.header("If-None-Match", tag));
    }
    CompletableFuture<HttpResponse<Path>> response =
        client.sendAsync(
            request.build(),
            BodyHandlers.limiting(into(state, have), Math.max(0, limits.bytes - have)));
    try {
      HttpResponse<Path> answer = response.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      boolean elsewhere = answer.statusCode() == PARTIAL && !startsAt(answer.headers(), have);
      return elsewhere ? RANGE_NOT_SATISFIABLE : answer.statusCode();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      response.cancel(true);
    }
  }

  private static BodyHandler<Path> into(State state, long have) {
    return info -> {
      boolean goesOn = info.statusCode() == PARTIAL && startsAt(info.headers(), have);
      if (info.statusCode() != OK && !goesOn) {
        return BodySubscribers.replacing(state.part);
      }
      if (!goesOn) {
        state.begin(info.headers().firstValue("ETag"));
      }
      return BodySubscribers.ofFile(
          state.part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    };
  }

  private static boolean startsAt(HttpHeaders headers, long place) {
    return headers
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + place + "-"))
        .isPresent();
  }

  private static boolean accept(URI source, State state, Check check)
      throws IOException, DocumentFault {
    try {
      check.check(state.part);
    } catch (DocumentFault e) {
      state.forgetPart();
      throw new DocumentFault(source + ": " + e.getMessage(), e);
    }
    state.accept();
    return true;
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(limits.pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** A file and what is beside it: its tag, and the part that came so far with the tag of that. */
  private static final class State {
    private final Path target;
    private final Path tag;
    private final Path part;
    private final Path partTag;

    State(Path target) {
      this.target = target;
      this.tag = target.resolveSibling(target.getFileName() + ".etag");
      this.part = target.resolveSibling(target.getFileName() + ".part");
      this.partTag = target.resolveSibling(target.getFileName() + ".part.etag");
    }

    Optional<String> tag() throws IOException {
      return Files.exists(target) ? text(tag) : Optional.empty();
    }

    /** The tag that what goes on must have; a weak one does not promise the same bytes. */
    Optional<String> partTag() throws IOException {
      return text(partTag).filter(text -> text.startsWith("\""));
    }

    long partSize() throws IOException {
      return Files.exists(part) ? Files.size(part) : 0;
    }

    /** What follows is the file from its start. */
    void begin(Optional<String> announced) {
      try {
        forgetPart();
        if (announced.isPresent()) {
          Files.writeString(partTag, announced.get());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void forgetPart() throws IOException {
      Files.deleteIfExists(part);
      Files.deleteIfExists(partTag);
    }

    void accept() throws IOException {
      Files.deleteIfExists(tag);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (Files.exists(partTag)) {
        Files.move(partTag, tag, StandardCopyOption.REPLACE_EXISTING);
      }
    }

    private static Optional<String> text(Path file) throws IOException {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }
  }
}
