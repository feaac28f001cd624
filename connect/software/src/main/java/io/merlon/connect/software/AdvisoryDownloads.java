package io.merlon.connect.software;

import io.merlon.vulnerability.DocumentFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Feeds fetched from their publishers into a folder. */
public final class AdvisoryDownloads {
  private static final Pattern SHA256 = Pattern.compile("\\b[0-9a-fA-F]{64}\\b");
  private static final long MAX_NOTE = 1 << 20;

  private final Path folder;
  private final Download.Limits limits;

  public AdvisoryDownloads(Path folder) {
    this(folder, Download.Limits.USUAL);
  }

  AdvisoryDownloads(Path folder, Download.Limits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /**
   * A feed as it was fetched.
   *
   * @param isNew whether it has changed since it was fetched before
   */
  public record Fetched(Path file, boolean isNew) {}

  /** What was fetched from a publisher before, if it was. */
  public Optional<Path> kept(Publisher publisher) {
    return Optional.of(file(publisher)).filter(Files::exists);
  }

  /**
   * Fetches a publisher's feed, unless what is kept is still the newest.
   *
   * @throws DocumentFault when the publisher refuses it, or it is not what its checksum says
   */
  public Fetched fetch(Publisher publisher) throws IOException, DocumentFault {
    Files.createDirectories(folder);
    URI address =
        publisher.namesLatest()
            ? publisher.address().resolve(note(publisher.address()).strip())
            : publisher.address();
    boolean isNew =
        new Download(limits)
            .fetch(address, file(publisher), fetched -> verify(publisher, address, fetched));
    return new Fetched(file(publisher), isNew);
  }

  /** Fetches one file under its own name. */
  public Path fetch(URI address) throws IOException, DocumentFault {
    Files.createDirectories(folder);
    String path = Optional.ofNullable(address.getPath()).orElse("");
    String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
    Path target = folder.resolve(name.isEmpty() ? "feed" : "feed-" + name);
    new Download(limits).fetch(address, target, fetched -> {});
    return target;
  }

  private Path file(Publisher publisher) {
    return folder.resolve(publisher.name());
  }

  private void verify(Publisher publisher, URI address, Path fetched)
      throws IOException, DocumentFault {
    if (publisher.checksum().isEmpty()) {
      return;
    }
    Matcher announced = SHA256.matcher(note(URI.create(address + publisher.checksum().get())));
    if (!announced.find()) {
      throw new DocumentFault("its publisher's checksum is no SHA-256");
    }
    if (!announced.group().equalsIgnoreCase(sha256(fetched))) {
      throw new DocumentFault("it is not what its publisher's checksum says");
    }
  }

  private String note(URI address) throws IOException, DocumentFault {
    Path note = Files.createTempFile(folder, "note", "");
    try {
      Files.delete(note);
      new Download(new Download.Limits(MAX_NOTE, limits.time(), limits.pause()))
          .fetch(address, note, fetched -> {});
      return Files.readString(note, StandardCharsets.ISO_8859_1);
    } finally {
      Files.deleteIfExists(note);
      Files.deleteIfExists(note.resolveSibling(note.getFileName() + ".etag"));
      Files.deleteIfExists(note.resolveSibling(note.getFileName() + ".part"));
      Files.deleteIfExists(note.resolveSibling(note.getFileName() + ".part.etag"));
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream input = new DigestInputStream(Files.newInputStream(file), digest)) {
        input.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
