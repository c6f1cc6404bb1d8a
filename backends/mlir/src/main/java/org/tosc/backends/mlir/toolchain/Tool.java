package org.tosc.backends.mlir.toolchain;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Programs that may be installed. Version 19 comes first: its text is what is printed here.
public enum Tool {
  MLIR_OPT("mlir-opt"),
  MLIR_TRANSLATE("mlir-translate"),
  CLANG("clang"),
  PTXAS("ptxas");

  private static final List<String> SUFFIXES = List.of("-19", "-20", "-21", "-22", "");

  private final String text;

  Tool(String text) {
    this.text = text;
  }

  /// What it is called without a version.
  public String text() {
    return text;
  }

  /// Where it is, or null where no folder of `PATH` has it.
  public @Nullable Path path() {
    return find(text);
  }

  /// Where a program is, whose name may end in a version of LLVM; null where no folder of `PATH`
  /// has it.
  ///
  /// @param name without a version
  public static @Nullable Path find(String name) {
    String path = System.getenv("PATH");
    if (path == null) {
      return null;
    }
    for (String suffix : SUFFIXES) {
      for (String folder : path.split(File.pathSeparator, -1)) {
        Path file = Path.of(folder.isEmpty() ? "." : folder, name + suffix);
        if (Files.isExecutable(file) && !Files.isDirectory(file)) {
          return file;
        }
      }
    }
    return null;
  }

  /// Why one of several tools cannot be run, in words; null where all can.
  public static @Nullable String obstacle(Tool... tools) {
    for (Tool tool : tools) {
      if (tool.path() == null) {
        return "no " + tool.text + " (Debian: mlir-19-tools, llvm-19, clang-19)";
      }
    }
    return null;
  }
}
