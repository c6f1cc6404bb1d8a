package org.tosc.backends.mlir.toolchain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Modules of MLIR as shared libraries, by the installed LLVM: `mlir-opt`, `mlir-translate`,
/// `clang`.
public final class NativeCompiler {
  /// Of each tool. Large modules of generated kernels take some seconds.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final List<String> CLANG =
      List.of(
          "-O3",
          "-march=native",
          "-mprefer-vector-width=512",
          "-shared",
          "-fPIC",
          "-Wno-override-module",
          "-x",
          "ir",
          "a.ll",
          "-o",
          "a.so",
          "-lm");

  private NativeCompiler() {}

  /// Why nothing can be compiled here, in words; null where it can.
  public static @Nullable String obstacle() {
    return Tool.obstacle(Tool.MLIR_OPT, Tool.MLIR_TRANSLATE, Tool.CLANG);
  }

  /// Compiles a module to a library.
  ///
  /// @param place where the files between the tools go, and the library
  /// @throws ToolFault with what the tool said that refused
  public static Path compile(String module, Pipeline pipeline, Workplace place) {
    place.write("a.mlir", module);
    lower("a.mlir", pipeline, "a.llvm.mlir", place);
    run(Tool.MLIR_TRANSLATE, List.of("--mlir-to-llvmir", "a.llvm.mlir", "-o", "a.ll"), place);
    run(Tool.CLANG, CLANG, place);
    return place.file("a.so");
  }

  /// Takes a module through a pipeline.
  ///
  /// @param from a file in the place
  /// @param to the file that is made
  /// @throws ToolFault with what the tool said
  public static void lower(String from, Pipeline pipeline, String to, Workplace place) {
    List<String> arguments =
        new ArrayList<>(List.of(from, "--pass-pipeline=" + pipeline.text(), "-o", to));
    run(Tool.MLIR_OPT, arguments, place);
  }

  private static void run(Tool tool, List<String> arguments, Workplace place) {
    ToolRun.of(tool, arguments, place.folder(), LIMIT).orFault(tool.text());
  }
}
