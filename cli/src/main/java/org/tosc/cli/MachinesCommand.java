package org.tosc.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.x86.cost.CoreFigures;
import org.tosc.driver.machine.Machines;
import org.tosc.driver.report.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `tosc machines`: the bundled models and the figures of their cores. With `--json` each core is
/// an object of schema `tosc.machine/1`.
final class MachinesCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("List the models of machines and their figures");
    return spec.addOption(Console.json());
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    List<CoreFigures> all = Machines.figures();
    if (arguments.hasMatchedOption("--json")) {
      all.forEach(core -> console.out().println(Json.write(object(core))));
      Machines.clusters().forEach(name -> console.out().println(Json.write(cluster(name))));
      console.out().println(Json.write(mlir()));
      Machines.gpus().forEach(name -> console.out().println(Json.write(gpu(name))));
      return Exit.OK;
    }
    console.say("%s: runs ELF objects (`tosc exec`) and kernels; cycles of", Machines.X86_64);
    for (CoreFigures core : all) {
      console.say("");
      text(core, console);
    }
    console.say("");
    snitch(console);
    console.say("");
    console.say("%s: runs text of MLIR (`tosc exec`); operations are counted", Machines.MLIR);
    console.say("");
    gpus(console);
    return Exit.OK;
  }

  private static void text(CoreFigures core, Console console) {
    console.say("%s", core.name());
    console.say(
        "  %d micro-operations enter in a cycle, %d leave, %d are inside; %d ports: %s",
        core.width(), core.retire(), core.window(), core.ports().length(), core.ports());
    if (!core.queues().isEmpty()) {
      console.say("  waiting rooms: %s", String.join(", ", core.queues()));
    }
    console.say(
        "  %-32s %9s %8s  %s", "of " + core.rows() + " rows", "a cycle", "latency", "ports");
    for (CoreFigures.Sample sample : core.samples()) {
      console.say(
          "  %-32s %9s %8s  %s",
          sample.what(),
          number(sample.each()),
          sample.latency() == 0 ? "" : Integer.toString(sample.latency()),
          sample.ports());
    }
  }

  private static void snitch(Console console) {
    console.say(
        "%s: runs assembly and ELF files (`tosc exec`); cycles, as on the processor's RTL, of",
        Machines.SNITCH);
    for (String name : Machines.clusters()) {
      console.say("");
      console.say("%s", name);
      parameters(Machines.cluster(name))
          .forEach((what, value) -> console.say("  %-32s %9s", what.replace('_', ' '), value));
    }
  }

  /// The parameters of a cluster by what they are (snitch.md section 1).
  private static Map<String, Object> parameters(Configuration cluster) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("cores", cluster.cores());
    all.put("sequencer_instructions", cluster.sequencerDepth());
    all.put("multiply_add_registers", cluster.multiplyAdd());
    all.put("divide_registers", cluster.divide());
    all.put("non_compute_registers", cluster.nonCompute());
    all.put("convert_registers", cluster.convert());
    all.put("dot_product_registers", cluster.dotProduct());
    all.put("tcdm_bytes", cluster.tcdmBytes());
    all.put("tcdm_banks", cluster.banks());
    all.put("dram_cycles", cluster.dramCycles());
    all.put("instruction_cache_bytes", cluster.instructionBytes());
    all.put("instruction_cache_cycles", cluster.instructionCycles());
    all.put("instruction_miss_cycles", cluster.instructionMissCycles());
    all.put("zawrs", cluster.waits());
    all.put("sequencer_takes_integers", cluster.buffersIntegers());
    return all;
  }

  private static Map<String, Object> cluster(String name) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.machine/1");
    object.put("machine", Machines.SNITCH);
    object.put("core", name);
    object.putAll(parameters(Machines.cluster(name)));
    return object;
  }

  private static Map<String, Object> mlir() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.machine/1");
    object.put("machine", Machines.MLIR);
    return object;
  }

  private static void gpus(Console console) {
    console.say(
        "%s: runs Triton's Python and TTIR (`tosc exec`); time, by pipes and memory, of",
        Machines.TILE_GPU);
    for (String name : Machines.gpus()) {
      console.say("");
      console.say("%s", name);
      new TreeMap<>(Machines.gpu(name).figures())
          .forEach(
              (what, value) ->
                  console.say("  %-32s %12s", what.replace('_', ' ').replace(".", ": "), value));
    }
  }

  private static Map<String, Object> gpu(String name) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.machine/1");
    object.put("machine", Machines.TILE_GPU);
    object.put("core", name);
    object.put("figures", new TreeMap<>(Machines.gpu(name).figures()));
    return object;
  }

  /// With as many digits as it needs.
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
  }

  private static Map<String, Object> object(CoreFigures core) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.machine/1");
    object.put("machine", Machines.X86_64);
    object.put("core", core.name());
    object.put("width", core.width());
    object.put("retire", core.retire());
    object.put("window", core.window());
    object.put("ports", core.ports());
    object.put("queues", core.queues());
    object.put("rows", core.rows());
    object.put("samples", core.samples().stream().map(MachinesCommand::object).toList());
    return object;
  }

  private static Map<String, Object> object(CoreFigures.Sample sample) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("what", sample.what());
    object.put("per_cycle", sample.each());
    object.put("latency", sample.latency());
    object.put("ports", sample.ports());
    return object;
  }
}
