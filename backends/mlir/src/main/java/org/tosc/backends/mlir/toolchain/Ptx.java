package org.tosc.backends.mlir.toolchain;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Kernels for GPUs as PTX, by `mlir-opt`, and what `ptxas` says of it. No GPU is needed, but the
/// folder of CUDA is: it holds `exp` and its like as `libdevice`.
public final class Ptx {
  /// The processors that it is made for: Hopper.
  private static final String CHIP = "sm_90";

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern ASSEMBLY = Pattern.compile("assembly = \"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final Pattern ENTRY = Pattern.compile("Compiling entry function '([^']+)' for");
  private static final Pattern SPILLS =
      Pattern.compile("(\\d+) bytes spill stores, (\\d+) bytes spill loads");
  private static final Pattern REGISTERS = Pattern.compile("Used (\\d+) registers");

  private Ptx() {}

  /// What a kernel needs.
  ///
  /// @param name of the kernel
  /// @param registers of a thread
  /// @param spilled bytes that are stored and loaded for want of registers
  public record Usage(String name, int registers, int spilled) {}

  /// Why there is no PTX here, in words; null where there is.
  public static @Nullable String obstacle() {
    String missing = Tool.obstacle(Tool.MLIR_OPT);
    return missing != null ? missing : cuda() == null ? "no CUDA toolkit (libdevice)" : null;
  }

  /// The folder of CUDA: `CUDA_HOME`, `CUDA_PATH`, or beside a folder of `PATH`.
  static @Nullable Path cuda() {
    List<Path> candidates = new ArrayList<>();
    for (String name : List.of("CUDA_HOME", "CUDA_PATH")) {
      String value = System.getenv(name);
      if (value != null) {
        candidates.add(Path.of(value));
      }
    }
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator, -1)) {
      Path above = Path.of(folder).toAbsolutePath().getParent();
      if (above != null) {
        candidates.add(above);
        candidates.addAll(versions(above));
      }
    }
    return candidates.stream()
        .filter(c -> Files.isRegularFile(c.resolve("nvvm/libdevice/libdevice.10.bc")))
        .findFirst()
        .orElse(null);
  }

  /// `cuda`, `cuda-13.0` and their like in a folder.
  private static List<Path> versions(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.getFileName().toString().startsWith("cuda")).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /// The PTX of each module of kernels.
  ///
  /// @throws ToolFault with what the tool said
  public static List<String> of(String module, Workplace place) {
    place.write("g.mlir", module);
    String pipeline =
        "builtin.module("
            + String.join(",", Pipeline.GPU.passes().toList())
            + ",gpu-module-to-binary{format=isa toolkit="
            + cuda()
            + "})";
    List<String> arguments = List.of("g.mlir", "--pass-pipeline=" + pipeline, "-o", "g.out.mlir");
    ToolRun.of(Tool.MLIR_OPT, arguments, place.folder(), LIMIT).orFault("mlir-opt");
    List<String> made = new ArrayList<>();
    Matcher found = ASSEMBLY.matcher(place.read("g.out.mlir"));
    while (found.find()) {
      made.add(unescaped(found.group(1)));
    }
    return made;
  }

  /// Text without the escapes of MLIR, and without the zero at its end.
  private static String unescaped(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\\') {
        out.write(bytes[i]);
      } else if (bytes[i + 1] == '\\' || bytes[i + 1] == '"') {
        out.write(bytes[++i]);
      } else {
        out.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      }
    }
    String all = out.toString(StandardCharsets.UTF_8);
    int end = all.indexOf('\0');
    return end < 0 ? all : all.substring(0, end);
  }

  /// What the kernels of a module of PTX need, by `ptxas`.
  ///
  /// @throws ToolFault with what the tool said
  public static List<Usage> usage(String ptx, Workplace place) {
    try {
      Files.writeString(place.file("g.ptx"), ptx);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> arguments = List.of("-arch=" + CHIP, "-v", "g.ptx", "-o", "g.cubin");
    String said = ToolRun.of(Tool.PTXAS, arguments, place.folder(), LIMIT).orFault("ptxas").said();
    List<Usage> usages = new ArrayList<>();
    String name = "";
    int spilled = 0;
    for (String line : said.lines().toList()) {
      Matcher entry = ENTRY.matcher(line);
      Matcher spills = SPILLS.matcher(line);
      Matcher registers = REGISTERS.matcher(line);
      if (entry.find()) {
        name = entry.group(1);
      } else if (spills.find()) {
        spilled = Integer.parseInt(spills.group(1)) + Integer.parseInt(spills.group(2));
      } else if (registers.find()) {
        usages.add(new Usage(name, Integer.parseInt(registers.group(1)), spilled));
      }
    }
    return usages;
  }
}
