import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/// Checks, or with `fix` repairs, the format of every Java file below the current folder.
///
/// It runs once for the whole tree. Contents that were found well-formed are remembered by hash in
/// `target/format-seen`, so that an unchanged tree costs little more than the start of a JVM.
public final class Format {
  /// Part of every hash: another formatter version has another opinion.
  private static final String VERSION = System.getProperty("format.version", "");

  private static final Path SEEN = Path.of("target", "format-seen");
  private static final Set<String> SKIPPED_FOLDERS =
      Set.of("target", ".git", "samples", "node_modules");

  private final Set<String> seen;
  private final boolean fix;
  private final Set<String> wellFormed = new ConcurrentSkipListSet<>();
  private final Set<String> faults = new ConcurrentSkipListSet<>();

  private Format(Set<String> seen, boolean fix) {
    this.seen = seen;
    this.fix = fix;
  }

  /// Arguments: `check` or `fix`. Exit code 1 if a file is not well-formed after the run.
  public static void main(String[] args) throws IOException {
    var run = new Format(readSeen(), args.length > 0 && args[0].equals("fix"));
    javaFiles().parallelStream().forEach(run::visit);
    Files.createDirectories(SEEN.getParent());
    Files.write(SEEN, new TreeSet<>(run.wellFormed));
    if (!run.faults.isEmpty()) {
      run.faults.forEach(fault -> System.err.println("format: " + fault));
      System.err.println("format: run .ci/format to repair, then look at `git diff`");
      System.exit(1);
    }
  }

  private void visit(Path file) {
    try {
      String source = Files.readString(file);
      String key = hash(source);
      if (seen.contains(key)) {
        wellFormed.add(key);
        return;
      }
      String wanted = formatted(source);
      if (wanted.equals(source)) {
        wellFormed.add(key);
      } else if (fix) {
        Files.writeString(file, wanted);
        wellFormed.add(hash(wanted));
        System.err.println("format: repaired " + file);
      } else {
        faults.add(file.toString());
      }
    } catch (FormatterException e) {
      faults.add(file + ": " + e.getMessage());
    } catch (IOException e) {
      faults.add(file + ": " + e);
    }
  }

  private static String formatted(String source) throws FormatterException {
    String text = RemoveUnusedImports.removeUnusedImports(source);
    text = ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(text);
  }

  private static Set<String> readSeen() throws IOException {
    try {
      return Set.copyOf(new TreeSet<>(Files.readAllLines(SEEN)));
    } catch (NoSuchFileException e) {
      return Set.of();
    }
  }

  private static List<Path> javaFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        Path.of(""),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED_FOLDERS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static String hash(String source) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(VERSION.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(source.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
