package io.merlon.connect.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * The files that paths name, folders with all that lies below them, in the order of the paths and
 * then of the names. What begins with a dot is passed over. Standard input and pipes are copied to
 * a temporary file, because they are read more than once.
 */
final class InputFiles {
  static final String STANDARD_INPUT = "-";

  private final List<InputFile> files = new ArrayList<>();
  private final List<Path> temporary = new ArrayList<>();
  private final InputProblems.Gatherer problems;

  InputFiles(InputProblems.Gatherer problems) {
    this.problems = problems;
  }

  void add(String name, InputStream standardInput) {
    try {
      if (name.equals(STANDARD_INPUT)) {
        spool(standardInput, name);
        return;
      }
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        addFolder(path);
      } else if (Files.isRegularFile(path) || !Files.exists(path)) {
        files.add(InputFile.of(path, name));
      } else {
        try (InputStream pipe = Files.newInputStream(path)) {
          spool(pipe, name);
        }
      }
    } catch (IOException | InvalidPathException e) {
      problem(name, Faults.unreadable(e));
    }
  }

  List<InputFile> files() {
    return List.copyOf(files);
  }

  /** The copies, which whoever reads them deletes at the end. */
  List<Path> temporary() {
    return List.copyOf(temporary);
  }

  private void spool(InputStream input, String name) throws IOException {
    Path copy = Files.createTempFile("merlon-input-", ".json");
    copy.toFile().deleteOnExit();
    temporary.add(copy);
    Files.copy(input, copy, StandardCopyOption.REPLACE_EXISTING);
    files.add(InputFile.of(copy, name));
  }

  private void addFolder(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
            return isHidden(inner) && !inner.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isHidden(file)) {
              return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink()) {
              problem(file.toString(), "is a link to nothing that exists");
            } else if (attributes.isRegularFile()) {
              found.add(file);
            } else {
              problem(file.toString(), "is neither a file nor a folder");
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException reason) {
            problem(
                file.toString(),
                reason instanceof FileSystemLoopException
                    ? "links back to a folder that it lies in; it is not followed"
                    : Faults.unreadable(reason));
            return FileVisitResult.CONTINUE;
          }
        });
    if (found.isEmpty()) {
      problem(folder.toString(), "holds no files");
    }
    found.sort(Comparator.comparing(Path::toString));
    for (Path file : found) {
      try {
        files.add(InputFile.of(file, file.toString()));
      } catch (IOException e) {
        problem(file.toString(), Faults.unreadable(e));
      }
    }
  }

  private static boolean isHidden(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(".");
  }

  private void problem(String name, String reason) {
    problems.add(InputProblem.whole(name, reason));
  }
}
