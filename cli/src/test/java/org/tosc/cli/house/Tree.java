package org.tosc.cli.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The files of the repository, without what the build writes.
final class Tree {
  /// Tests run in the folder of their module.
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Set<String> SKIPPED = Set.of("target", ".git", ".tosc", ".idea");

  private Tree() {}

  /// All files whose name ends so, as paths relative to the root, sorted.
  static List<Path> files(String... endings) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            for (String ending : endings) {
              if (name.endsWith(ending)) {
                found.add(ROOT.relativize(file));
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }

  /// The Java sources of the product.
  static List<Path> mainSources() throws IOException {
    return files(".java").stream().filter(f -> slashes(f).contains("/src/main/java/")).toList();
  }

  /// The text of a file. Some samples are no UTF-8 on purpose: what is not, reads as U+FFFD.
  static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(ROOT.resolve(file)), StandardCharsets.UTF_8);
  }

  static String slashes(Path file) {
    return file.toString().replace('\\', '/');
  }
}
