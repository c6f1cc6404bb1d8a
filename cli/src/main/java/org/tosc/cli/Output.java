package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.tosc.backends.api.Artifact;
import org.tosc.tir.source.Diagnostic;
import picocli.CommandLine.ParseResult;

/// The `-o` option: where artifacts go.
final class Output {
  private Output() {}

  static int write(List<Artifact> artifacts, ParseResult arguments, Console console)
      throws IOException {
    String output = arguments.matchedOptionValue("-o", "-");
    if (output.equals("-")) {
      for (Artifact artifact : artifacts) {
        console.out().write(artifact.bytes());
      }
      return Exit.OK;
    }
    try {
      write(artifacts, Path.of(output));
      return Exit.OK;
    } catch (IOException | InvalidPathException fault) {
      Diagnostic unwritable = Inputs.unwritable(output, fault);
      console.report(List.of(unwritable), arguments.hasMatchedOption("--json"));
      return Exit.PROGRAM_ERRORS;
    }
  }

  /// Several artifacts go to a folder, one to a file. Where the path ends as the first of several
  /// does, such as `.o`, this one goes there and the others beside it, with endings of their own.
  private static void write(List<Artifact> artifacts, Path path) throws IOException {
    String name = String.valueOf(path.getFileName());
    boolean isFirst = name.endsWith(ending(artifacts.getFirst()));
    if (isFirst && haveOneName(artifacts) && !Files.isDirectory(path)) {
      String base = name.substring(0, name.length() - ending(artifacts.getFirst()).length());
      for (Artifact artifact : artifacts) {
        Files.write(path.resolveSibling(base + ending(artifact)), artifact.bytes());
      }
      return;
    }
    if (artifacts.size() == 1 && !Files.isDirectory(path)) {
      Files.write(path, artifacts.getFirst().bytes());
      return;
    }
    Files.createDirectories(path);
    for (Artifact artifact : artifacts) {
      Files.write(path.resolve(artifact.name()), artifact.bytes());
    }
  }

  /// Whether artifacts differ in their endings alone.
  private static boolean haveOneName(List<Artifact> artifacts) {
    long names = artifacts.stream().map(Output::base).distinct().count();
    long endings = artifacts.stream().map(Output::ending).distinct().count();
    return names == 1 && endings == artifacts.size();
  }

  private static String base(Artifact artifact) {
    return artifact.name().substring(0, artifact.name().length() - ending(artifact).length());
  }

  private static String ending(Artifact artifact) {
    int dot = artifact.name().lastIndexOf('.');
    return dot < 0 ? "" : artifact.name().substring(dot);
  }
}
