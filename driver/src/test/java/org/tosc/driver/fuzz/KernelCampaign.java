package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Engine;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.interp.InterpEngine;
import org.tosc.passes.bounds.Access;
import org.tosc.passes.bounds.InBounds;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Module;
import org.tosc.tir.text.Printer;

/// Runs programs of [KernelMaker], many of them in one module. Compiled code does not look for
/// races, so the interpreter does not either: both run the programs of a launch in the same order.
final class KernelCampaign implements Campaign.Kind {
  private final Map<String, Long> used = new TreeMap<>();

  @Override
  public String name() {
    return "kernel";
  }

  @Override
  public int batch() {
    return 20;
  }

  @Override
  public List<Optional<Mismatch>> run(List<Choices> programs) {
    KernelMaker maker = new KernelMaker();
    List<KernelMaker.Program> made = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      made.add(maker.add(i, programs.get(i)));
    }
    maker.used().forEach((what, times) -> used.merge(what, times, Long::sum));
    Module module = proved(new Module(List.of(), maker.functions()));
    if (!Engines.complaints(module).isEmpty()) {
      throw new IllegalStateException(
          Engines.complaints(module).getFirst() + "\n" + Printer.print(module));
    }
    List<String> expected = outcomes(InterpEngine.withoutRaceCheck(), module, made);
    List<String> found = outcomes(Engines.engine("jvm"), module, made);
    expected.forEach(this::count);
    List<Optional<Mismatch>> all = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      String program =
          programs.size() == 1 ? made.getFirst().tensors() + "\n" + Printer.print(module) : "";
      all.add(
          expected.get(i).equals(found.get(i))
              ? Optional.empty()
              : Optional.of(
                  new Mismatch(
                      name(), programs.get(i).taken(), program, expected.get(i), found.get(i))));
    }
    return all;
  }

  /// The module as it is compiled: with proofs, which the interpreter holds against what happens.
  private Module proved(Module module) {
    InBounds.Result proved = InBounds.prove(module);
    for (Access access : proved.accesses().values().stream().flatMap(List::stream).toList()) {
      String name = access.operation().op().mnemonic();
      used.merge((access.isProved() ? "proved: " : "checked: ") + name, 1L, Long::sum);
    }
    return proved.module();
  }

  /// Counts how a program ended.
  private void count(String outcome) {
    String end = outcome.startsWith("!") ? "ends: " + outcome.split("[ :]", -1)[1] : "ends well";
    used.merge(end, 1L, Long::sum);
  }

  private static List<String> outcomes(
      Engine engine, Module module, List<KernelMaker.Program> programs) {
    Loaded loaded;
    try {
      loaded = engine.load(module);
    } catch (RuntimeException | LinkageError fault) {
      return programs.stream().map(p -> "does not load: " + fault).toList();
    }
    return programs.stream().map(p -> outcome(loaded, p)).toList();
  }

  private static String outcome(Loaded loaded, KernelMaker.Program program) {
    try {
      Object[] arguments = program.tensors().toArray();
      return Engines.session().run(() -> text(loaded.call(program.main(), arguments)));
    } catch (GuestError error) {
      return "! %s: %s at %d:%d"
          .formatted(error.kind(), error.getMessage(), error.line(), error.column());
    } catch (Exception | LinkageError | AssertionError fault) {
      return "internal: " + fault;
    }
  }

  private static String text(@Nullable Object results) {
    return switch (results) {
      case Tensor t -> text(t);
      case Object[] several ->
          Arrays.stream(several)
              .map(t -> t instanceof Tensor tensor ? text(tensor) : "no tensor: " + t)
              .collect(Collectors.joining("\n"));
      case null, default -> "no tensors: " + results;
    };
  }

  /// Every bit of every element, but for the payloads of NaN.
  private static String text(Tensor t) {
    boolean real = t.dtype().isFloat() || t.dtype().isBlock();
    return t.dtype()
        + Arrays.toString(t.shape())
        + (real ? Arrays.toString(t.toDoubles()) : Arrays.toString(t.toLongs()));
  }

  @Override
  public Map<String, Long> used() {
    return used;
  }
}
