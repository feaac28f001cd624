package io.merlon.connect.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.connect.software.LoopbackServer.Answer;
import io.merlon.vulnerability.DocumentFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryDownloadsTest {
  private static final byte[] FEED = feed(1);

  @TempDir private Path folder;

  private static byte[] feed(long seed) {
    byte[] bytes = new byte[100_000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private AdvisoryDownloads downloads() {
    return downloads(1 << 20, Duration.ofSeconds(60));
  }

  private AdvisoryDownloads downloads(long bytes, Duration time) {
    return new AdvisoryDownloads(folder, new Download.Limits(bytes, time, Duration.ofMillis(1)));
  }

  private static Publisher publisher(LoopbackServer server) {
    return new Publisher("feed", server.address("/feed"), false, Optional.empty());
  }

  /** Has the feed with a tag, and knows how to go on where a part ended. */
  private static Answer serve(LoopbackServer.Request request, byte[] feed, String tag) {
    if (request.header("If-None-Match").equals(tag)) {
      return Answer.of(304);
    }
    String range = request.header("Range");
    if (range.isEmpty() || !request.header("If-Range").equals(tag)) {
      return Answer.ok(feed).header("ETag", tag);
    }
    int start = Integer.parseInt(range.replaceAll("\\D", ""));
    return new Answer(206, Arrays.copyOfRange(feed, start, feed.length))
        .header("ETag", tag)
        .header("Content-Range", "bytes " + start + "-" + (feed.length - 1) + "/" + feed.length);
  }

  @Test
  void whatWasCutOffIsGoneOnWith() throws Exception {
    try (LoopbackServer server =
        new LoopbackServer(request -> serve(request, FEED, "\"1\"").cutAfter(30_000))) {
      AdvisoryDownloads.Fetched fetched = downloads().fetch(publisher(server));
      assertThat(fetched.isNew()).isTrue();
      assertThat(fetched.file()).hasBinaryContent(FEED);
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void whatHasNotChangedIsNotFetchedAgain() throws Exception {
    try (LoopbackServer server = new LoopbackServer(request -> serve(request, FEED, "\"1\""))) {
      assertThat(downloads().fetch(publisher(server)).isNew()).isTrue();
      assertThat(downloads().fetch(publisher(server)).isNew()).isFalse();
    }
  }

  @Test
  void aPartOfAnOlderFeedIsNotMixedWithANewerOne() throws Exception {
    AtomicReference<byte[]> feed = new AtomicReference<>(FEED);
    AtomicReference<String> tag = new AtomicReference<>("\"1\"");
    byte[] newer = feed(2);
    try (LoopbackServer server =
        new LoopbackServer(request -> {
          Answer answer = serve(request, feed.get(), tag.get()).cutAfter(60_000);
          feed.set(newer);
          tag.set("\"2\"");
          return answer;
        })) {
      assertThat(downloads().fetch(publisher(server)).file()).hasBinaryContent(newer);
    }
  }

  @Test
  void whatIsCutOffEachTimeAtOnceFailsAndTheOldFileStays() throws Exception {
    AtomicReference<Boolean> broken = new AtomicReference<>(false);
    try (LoopbackServer server =
        new LoopbackServer(request ->
            broken.get()
                ? Answer.ok(feed(3)).header("ETag", "\"3\"").cutAfter(0)
                : serve(request, FEED, "\"1\""))) {
      Path file = downloads().fetch(publisher(server)).file();
      broken.set(true);
      assertThatThrownBy(() -> downloads().fetch(publisher(server)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/feed");
      assertThat(file).hasBinaryContent(FEED);
    }
  }

  @Test
  void whatIsNotWhatItsChecksumSaysIsRefused() throws Exception {
    AtomicReference<byte[]> feed = new AtomicReference<>(FEED);
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(FEED));
    try (LoopbackServer server =
        new LoopbackServer(request ->
            switch (request.path()) {
              case "/latest.txt" -> Answer.ok("feed-7\n".getBytes(StandardCharsets.UTF_8));
              case "/feed-7.sha256" ->
                  Answer.ok((sum + "  feed-7\n").getBytes(StandardCharsets.UTF_8));
              default -> Answer.ok(feed.get());
            })) {
      Publisher publisher =
          new Publisher("feed", server.address("/latest.txt"), true, Optional.of(".sha256"));
      Path file = downloads().fetch(publisher).file();
      feed.set(feed(4));
      assertThatThrownBy(() -> downloads().fetch(publisher))
          .isInstanceOf(DocumentFault.class)
          .hasMessageContaining("checksum");
      assertThat(file).hasBinaryContent(FEED);
      assertThat(folder.toFile().list()).containsExactly("feed");
    }
  }

  @Test
  void whatIsTooBigIsRefused() throws Exception {
    try (LoopbackServer server = new LoopbackServer(request -> Answer.ok(FEED))) {
      assertThatThrownBy(() -> downloads(50_000, Duration.ofSeconds(60)).fetch(publisher(server)))
          .isInstanceOf(IOException.class);
      assertThat(folder.resolve("feed")).doesNotExist();
    }
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForWithoutEnd() throws Exception {
    try (LoopbackServer server =
        new LoopbackServer(request -> {
          try {
            Thread.sleep(Duration.ofSeconds(30));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Answer.ok(FEED);
        })) {
      assertThatThrownBy(() -> downloads(1 << 20, Duration.ofMillis(200)).fetch(publisher(server)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not done");
    }
  }

  @Test
  void aFeedThatIsNotThereIsToldOf() throws Exception {
    try (LoopbackServer server = new LoopbackServer(request -> Answer.of(404))) {
      assertThatThrownBy(() -> downloads().fetch(publisher(server)))
          .isInstanceOf(DocumentFault.class)
          .hasMessageContaining("404");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void thePublishersThatAreKnownHaveNamesAndAddresses() throws Exception {
    List<Publisher> known = Publisher.known();
    assertThat(known).hasSizeGreaterThan(20);
    assertThat(known).allMatch(one -> one.address().getScheme().equals("https"));
  }
}
