package org.tosc.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.toolchain.Tool;

/// What others make and tosc can use. Where one is missing, what it would check is "not checked",
/// never "passed".
public enum ExternalTool {
  MLIR_OPT("mlir-opt", "checks and lowers MLIR, as `run --target mlir --native` does"),
  MLIR_RUNNER("mlir-runner", "runs MLIR", "mlir-cpu-runner"),
  MLIR_TRANSLATE("mlir-translate", "MLIR to LLVM's IR, as `run --target mlir --native` does"),
  CLANG("clang", "LLVM's IR to code, as `run --target mlir --native` does"),
  PTXAS("ptxas", "assembles the PTX that mlir-gpu becomes"),
  TRITON("triton", "runs kernels of `build --emit triton`"),
  LLVM_MC("llvm-mc", "checks encodings"),
  OBJDUMP("objdump", "checks listings"),
  GIT("git", "the git statement"),
  PYTHON("python3", "runs Python of `build --emit triton`; benchmarks beside CPython");

  private static final int MOST_SECONDS = 30;

  private final String text;
  private final String use;

  /// What it may be called, too.
  private final List<String> others;

  ExternalTool(String text, String use, String... others) {
    this.text = text;
    this.use = use;
    this.others = List.of(others);
  }

  public String text() {
    return text;
  }

  /// What it is for.
  public String use() {
    return use;
  }

  /// Where it is, or its version where that cannot be said; null where there is none.
  public @Nullable String place() {
    if (this == TRITON) {
      return module();
    }
    Path found = Tool.find(text);
    for (int i = 0; found == null && i < others.size(); i++) {
      found = Tool.find(others.get(i));
    }
    return found == null ? null : found.toString();
  }

  /// Triton is a module of Python.
  private static @Nullable String module() {
    Path python = Tool.find("python3");
    if (python == null) {
      return null;
    }
    try {
      Process process =
          new ProcessBuilder(python.toString(), "-c", "import triton; print(triton.__version__)")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return null;
      }
      byte[] said = process.getInputStream().readAllBytes();
      String version = new String(said, StandardCharsets.UTF_8).strip();
      return process.exitValue() == 0 ? python + ", version " + version : null;
    } catch (IOException none) {
      return null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
