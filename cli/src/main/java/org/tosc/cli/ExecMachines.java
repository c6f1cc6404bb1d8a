package org.tosc.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.cost.GpuFile;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.parameters.ConfigurationError;
import org.tosc.backends.machines.snitch.config.ConfigurationFile;
import org.tosc.driver.machine.Execution.Machine;
import org.tosc.driver.machine.GpuLaunch;
import org.tosc.driver.machine.Machines;
import org.tosc.driver.machine.SnitchTracing;
import org.tosc.rt.error.FileReason;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options of `tosc exec` that say on which machine, and how.
final class ExecMachines {
  static final String TRACE = "--trace";
  private static final String CORE = "--core";
  private static final String COLD = "--cold";
  private static final String OVERHEAD = "--overhead";
  private static final String GRID = "--grid";
  private static final String CONSTANT = "--const";
  private static final String WARPS = "--warps";
  private static final String STAGES = "--stages";
  private static final String USUAL_OVERHEAD = Integer.toString(Machines.USUAL_OVERHEAD);
  private static final String USUAL_WARPS = "4";
  private static final String USUAL_STAGES = "3";

  private static final Pattern EXTENTS =
      Pattern.compile("([1-9]\\d{0,9})(?:x([1-9]\\d{0,9}))?(?:x([1-9]\\d{0,9}))?");
  private static final Pattern NAMED = Pattern.compile("([A-Za-z_]\\w*)=(-?\\d{1,18})");

  /// Options that not all machines have, with those that do.
  private static final Map<String, List<String>> ONLY_OF =
      Map.of(
          CORE, List.of(Machines.X86_64, Machines.SNITCH, Machines.TILE_GPU),
          TRACE, List.of(Machines.SNITCH, Machines.TILE_GPU),
          COLD, List.of(Machines.SNITCH),
          OVERHEAD, List.of(Machines.SNITCH),
          GRID, List.of(Machines.TILE_GPU),
          CONSTANT, List.of(Machines.TILE_GPU),
          WARPS, List.of(Machines.TILE_GPU),
          STAGES, List.of(Machines.TILE_GPU));

  private ExecMachines() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
            OptionSpec.builder("--machine")
                .type(String.class)
                .required(true)
                .paramLabel(String.join("|", Machines.names()))
                .description("Which machine")
                .build())
        .addOption(
            FunctionOptions.option(
                    CORE,
                    String.join("|", Machines.cores()),
                    "Whose cycles are counted; "
                        + Machines.cores().getFirst()
                        + " if not said; for snitch "
                        + String.join(", ", Machines.clusters())
                        + ", for tile-gpu "
                        + String.join(", ", Machines.gpus())
                        + ", or a file with parameters, FILE.toml")
                .build())
        .addOption(flag(COLD, "snitch: measure the first call instead of the second"))
        .addOption(
            FunctionOptions.option(
                    OVERHEAD,
                    "N",
                    "snitch: instructions in the measured region beside the function's; "
                        + USUAL_OVERHEAD
                        + " if not said")
                .build())
        .addOption(
            FunctionOptions.option(
                    GRID,
                    "4x1x1",
                    "tile-gpu: launch the kernel over this grid; without it a function of the file"
                        + " is called that launches kernels")
                .build())
        .addOption(
            OptionSpec.builder(CONSTANT)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("BLOCK=64")
                .description("tile-gpu: a constant of the kernel")
                .build())
        .addOption(
            FunctionOptions.option(
                    WARPS, "N", "tile-gpu: warps of a program; " + USUAL_WARPS + " if not said")
                .build())
        .addOption(
            FunctionOptions.option(
                    STAGES,
                    "N",
                    "tile-gpu: turns of a loop that loads are ahead; "
                        + USUAL_STAGES
                        + " if not said")
                .build())
        .addOption(
            FunctionOptions.option(
                    TRACE,
                    "FILE",
                    "snitch, tile-gpu: write what happens when: .json for Perfetto; of snitch also"
                        + " .txt, a line for each instruction, and .svg, a picture of the first"
                        + " cycles")
                .build());
  }

  private static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }

  /// The machine that a command line names.
  ///
  /// @param trace gets what happens when; null where that is not asked for
  static Machine machine(ParseResult line, @Nullable Writer trace) {
    String name = known("--machine", "", "machine", Machines.names(), line);
    ONLY_OF.forEach(
        (option, machines) -> {
          if (line.hasMatchedOption(option) && !machines.contains(name)) {
            throw FunctionOptions.wrong(line, option + " is not for " + name);
          }
        });
    return switch (name) {
      case Machines.SNITCH -> snitch(line, trace);
      case Machines.MLIR -> new Machine.Mlir();
      case Machines.TILE_GPU -> gpu(line, trace);
      default ->
          new Machine.X86(known(CORE, Machines.cores().getFirst(), "core", Machines.cores(), line));
    };
  }

  private static Machine snitch(ParseResult line, @Nullable Writer trace) {
    SnitchTracing tracing = null;
    if (trace != null) {
      tracing = new SnitchTracing(form(line.matchedOptionValue(TRACE, ""), line), trace);
    }
    return new Machine.Snitch(
        described(
            line, Machines.clusters(), Machines::cluster, (_, t) -> ConfigurationFile.read(t)),
        overhead(line),
        line.hasMatchedOption(COLD),
        tracing);
  }

  /// In which form a trace is written, by the ending of its file.
  private static SnitchTracing.Form form(String file, ParseResult line) {
    return switch (ending(file)) {
      case "json" -> SnitchTracing.Form.PERFETTO;
      case "svg" -> SnitchTracing.Form.PICTURE;
      case "txt" -> SnitchTracing.Form.TEXT;
      default ->
          throw FunctionOptions.wrong(
              line, TRACE + " takes a .json, .svg or .txt file, found `" + file + "`");
    };
  }

  private static String ending(String file) {
    return file.substring(file.lastIndexOf('.') + 1);
  }

  private static int overhead(ParseResult line) {
    String text = line.matchedOptionValue(OVERHEAD, USUAL_OVERHEAD);
    if (!text.matches("[4-9]|[1-9]\\d")) {
      throw FunctionOptions.wrong(
          line, OVERHEAD + " takes a number from 4 to 99, found `" + text + "`");
    }
    return Integer.parseInt(text);
  }

  private static Machine gpu(ParseResult line, @Nullable Writer trace) {
    String file = line.matchedOptionValue(TRACE, "");
    if (trace != null && !ending(file).equals("json")) {
      throw FunctionOptions.wrong(
          line, TRACE + " takes a .json file for tile-gpu, found `" + file + "`");
    }
    return new Machine.TileGpu(
        described(line, Machines.gpus(), Machines::gpu, GpuFile::read), launch(line), trace);
  }

  private static @Nullable GpuLaunch launch(ParseResult line) {
    String grid = line.matchedOptionValue(GRID, (@Nullable String) null);
    if (grid == null) {
      for (String option : List.of(CONSTANT, WARPS, STAGES)) {
        if (line.hasMatchedOption(option)) {
          throw FunctionOptions.wrong(line, option + " needs " + GRID);
        }
      }
      return null;
    }
    Map<String, Long> constants = new HashMap<>();
    for (String text : line.matchedOptionValue(CONSTANT, List.<String>of())) {
      Matcher named = NAMED.matcher(text);
      if (!named.matches()) {
        throw FunctionOptions.wrong(line, CONSTANT + " takes NAME=N, found `" + text + "`");
      }
      constants.put(named.group(1), Long.parseLong(named.group(2)));
    }
    String warps = line.matchedOptionValue(WARPS, USUAL_WARPS);
    if (!warps.matches("1|2|4|8|16|32")) {
      throw FunctionOptions.wrong(
          line, WARPS + " takes 1, 2, 4, 8, 16 or 32, found `" + warps + "`");
    }
    String stages = line.matchedOptionValue(STAGES, USUAL_STAGES);
    if (!stages.matches("[1-9]|[12]\\d|3[012]")) {
      throw FunctionOptions.wrong(
          line, STAGES + " takes a number from 1 to 32, found `" + stages + "`");
    }
    return new GpuLaunch(
        grid(grid, line), constants, Integer.parseInt(warps), Integer.parseInt(stages));
  }

  private static Grid grid(String text, ParseResult line) {
    Matcher extents = EXTENTS.matcher(text);
    if (extents.matches()) {
      try {
        return new Grid(extent(extents, 1), extent(extents, 2), extent(extents, 3));
      } catch (IllegalArgumentException tooMany) {
        throw FunctionOptions.wrong(line, GRID + ": " + tooMany.getMessage());
      }
    }
    throw FunctionOptions.wrong(
        line, GRID + " takes one to three extents, 4x1x1, found `" + text + "`");
  }

  private static int extent(Matcher extents, int axis) {
    String text = extents.group(axis);
    return text == null ? 1 : Math.clamp(Long.parseLong(text), 1, Integer.MAX_VALUE);
  }

  /// What `--core` names: one of those that are described, or a file that describes one.
  ///
  /// @param read makes one of a file's name and text
  private static <T> T described(
      ParseResult line,
      List<String> names,
      Function<String, T> bundled,
      BiFunction<String, String, T> read) {
    String name = line.matchedOptionValue(CORE, names.getFirst());
    if (!name.endsWith(".toml")) {
      return bundled.apply(known(CORE, names.getFirst(), "core", names, line));
    }
    try {
      return read.apply(name, Files.readString(Path.of(name)));
    } catch (ConfigurationError wrong) {
      throw FunctionOptions.wrong(line, name + ": " + wrong.getMessage());
    } catch (IOException | InvalidPathException fault) {
      throw FunctionOptions.wrong(line, "cannot read `" + name + "`: " + FileReason.of(fault));
    }
  }

  private static String known(
      String option, String usual, String what, List<String> names, ParseResult line) {
    String name = line.matchedOptionValue(option, usual);
    if (!names.contains(name)) {
      throw FunctionOptions.wrong(
          line,
          "there is no "
              + what
              + " `"
              + name
              + "` in this build; it has "
              + String.join(", ", names));
    }
    return name;
  }
}
