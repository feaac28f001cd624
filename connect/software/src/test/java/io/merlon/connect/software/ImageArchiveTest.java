package io.merlon.connect.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.vulnerability.DocumentFault;
import io.merlon.vulnerability.Inventory;
import io.merlon.vulnerability.SoftwarePackage;
import io.merlon.vulnerability.inventory.SoftwareReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTest {
  private static final String RELEASE = "ID=debian\nVERSION_ID=\"12\"\n";

  @TempDir private Path folder;
  private final List<String> problems = new ArrayList<>();

  private static String dpkg(String name, String version) {
    return "Package: "
        + name
        + "\nStatus: install ok installed\nVersion: "
        + version
        + "\nDescription: text\n more text\n\n";
  }

  private Inventory read(ImageBuilder image) throws IOException, DocumentFault {
    Path file = image.write(folder.resolve("image.tar.gz"));
    return SoftwareReader.read(
        "image", ImageArchive.read(file, SecretSearch.none(), problems::add));
  }

  private static List<String> names(Inventory inventory) {
    return inventory.packages().map(one -> one.name() + " " + one.version()).toList();
  }

  @Test
  void aLaterLayerReplacesWhatAnEarlierOneBrought() throws Exception {
    Inventory inventory =
        read(
            new ImageBuilder()
                .layer(layer ->
                    layer
                        .file("etc/os-release", RELEASE)
                        .file("var/lib/dpkg/status", dpkg("bash", "5.1")))
                .layer(layer ->
                    layer.file(
                        "./var/lib/dpkg/status", dpkg("bash", "5.2") + dpkg("curl", "7.88"))));
    assertThat(names(inventory)).containsExactly("bash 5.2", "curl 7.88");
    assertThat(inventory.distribution().orElseThrow()).hasToString("debian 12");
    assertThat(inventory.software().getFirst().origin()).isEqualTo("layer-1/layer.tar");
  }

  @Test
  void whiteOutsTakeAwayFilesAndFolders() throws Exception {
    Inventory inventory =
        read(
            new ImageBuilder()
                .layer(layer ->
                    layer
                        .file("app/go.mod", "module a\ngo 1.20\nrequire b.c/d v1.0.0\n")
                        .file("old/requirements.txt", "flask==1.0\n")
                        .file("kept/requirements.txt", "click==8.0\n")
                        .file("emptied/requirements.txt", "jinja2==2.0\n"))
                .layer(layer ->
                    layer
                        .file("app/.wh.go.mod", "")
                        .file(".wh.old", "")
                        .file("emptied/.wh..wh..opq", "")
                        .file("emptied/Gemfile.lock", "GEM\n  specs:\n    rack (2.0)\n")));
    assertThat(names(inventory)).containsExactly("rack 2.0", "click 8.0");
  }

  @Test
  void aHardLinkIsTheFileItPointsTo() throws Exception {
    Inventory inventory =
        read(
            new ImageBuilder()
                .layer(layer ->
                    layer
                        .file("a/requirements.txt", "flask==1.0\n")
                        .hardLink("b/requirements.txt", "a/requirements.txt")));
    assertThat(inventory.software()).hasSize(2);
  }

  @Test
  @Timeout(20)
  void linksThatGoRoundInCirclesEndNothing() throws Exception {
    Inventory inventory =
        read(
            new ImageBuilder()
                .layer(layer ->
                    layer
                        .symbolicLink("a", "b")
                        .symbolicLink("b", "a")
                        .symbolicLink("var/lib/dpkg/status", "status")
                        .hardLink("x/requirements.txt", "x/requirements.txt")));
    assertThat(inventory.software()).isEmpty();
  }

  @Test
  void pathsThatLeadOutAreRefusedByName() throws Exception {
    Inventory inventory =
        read(
            new ImageBuilder()
                .layer(layer ->
                    layer
                        .file("../../etc/requirements.txt", "evil==1.0\n")
                        .file("a/../b/requirements.txt", "good==1.0\n")));
    assertThat(names(inventory)).containsExactly("good 1.0");
    assertThat(problems).singleElement().asString().contains("leads out of the image");
  }

  @Test
  @Timeout(60)
  void aHundredThousandFilesAreNoMatter() throws Exception {
    Inventory inventory =
        read(
            new ImageBuilder()
                .layer(layer -> {
                  for (int i = 0; i < 100_000; i++) {
                    layer.file("data/" + i % 100 + "/" + i, "x");
                  }
                  return layer.file("usr/bin/setuid", new byte[] {1, 2, 3}, 04755);
                })
                .layer(layer -> layer.file("requirements.txt", "flask==1.0\n")));
    assertThat(names(inventory)).containsExactly("flask 1.0");
  }

  @Test
  @Timeout(120)
  void aBombInAJarIsRefusedAndTheRestIsRead() throws Exception {
    byte[] zeros = new byte[1 << 20];
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar)) {
      zip.putNextEntry(new ZipEntry("lib/zeros.jar"));
      for (int i = 0; i < 1 << 10; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    Inventory inventory =
        read(
            new ImageBuilder()
                .layer(layer ->
                    layer
                        .file("app/bomb.jar", jar.toByteArray(), 0644)
                        .file("requirements.txt", "flask==1.0\n")));
    assertThat(names(inventory)).containsExactly("flask 1.0");
    assertThat(inventory.problems())
        .singleElement()
        .asString()
        .startsWith("app/bomb.jar: ")
        .contains("unpacks to more than");
  }

  @Test
  void whatIsShadedIntoAJarIsSeen() throws Exception {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(inner)) {
      properties(zip, "org.inner", "inner", "2.0");
    }
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar)) {
      properties(zip, "org.app", "app", "1.0");
      properties(zip, "org.shaded", "shaded", "3.1");
      zip.putNextEntry(new ZipEntry("BOOT-INF/lib/inner-2.0.jar"));
      zip.write(inner.toByteArray());
      zip.closeEntry();
    }
    Inventory inventory =
        read(new ImageBuilder().layer(layer -> layer.file("app.jar", jar.toByteArray(), 0644)));
    assertThat(names(inventory))
        .containsExactlyInAnyOrder(
            "org.app:app 1.0", "org.shaded:shaded 3.1", "org.inner:inner 2.0");
    assertThat(inventory.packages().map(SoftwarePackage::path).map(path -> path.orElse("")))
        .contains("app.jar/BOOT-INF/lib/inner-2.0.jar");
  }

  private static void properties(ZipOutputStream zip, String group, String name, String version)
      throws IOException {
    zip.putNextEntry(new ZipEntry("META-INF/maven/" + group + "/" + name + "/pom.properties"));
    String text = "groupId=" + group + "\nartifactId=" + name + "\nversion=" + version + "\n";
    ((OutputStream) zip).write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  @Test
  void whatIsNoImageIsSaidToBeNone() throws IOException {
    Path file = Files.writeString(folder.resolve("text.tar"), "no archive at all");
    assertThatThrownBy(() -> ImageArchive.read(file, SecretSearch.none(), problems::add))
        .isInstanceOf(DocumentFault.class)
        .hasMessageContaining("text.tar");
  }
}
