package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Engine;
import org.tosc.backends.api.Loaded;
import org.tosc.passes.Passes;
import org.tosc.rt.ops.Show;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Module;
import org.tosc.tir.text.Printer;

/// Runs programs on the interpreter before and after passes ([PassVariants]): every bit of every
/// result, and every error with its place, must be the same.
final class PassCampaign implements Campaign.Kind {
  /// Where programs come from.
  private enum Maker {
    GRAPHS("pass-graphs"),
    GRADIENTS("pass-gradients"),
    TIR("pass-tir"),
    SOURCES("pass-sources");

    private final String text;

    Maker(String text) {
      this.text = text;
    }
  }

  private final Maker maker;
  private final Map<String, Long> used = new TreeMap<>();

  private PassCampaign(Maker maker) {
    this.maker = maker;
  }

  /// Graphs of tensor operations.
  static PassCampaign graphs() {
    return new PassCampaign(Maker.GRAPHS);
  }

  /// Graphs and their derivatives, with tapes and with functions instead. Other passes may change
  /// what a tape notes, and so how derivatives are rounded.
  static PassCampaign gradients() {
    return new PassCampaign(Maker.GRADIENTS);
  }

  /// Programs of the families `core` and `host`.
  static PassCampaign tir() {
    return new PassCampaign(Maker.TIR);
  }

  /// Programs of Pseudocode.
  static PassCampaign sources() {
    return new PassCampaign(Maker.SOURCES);
  }

  @Override
  public String name() {
    return maker.text;
  }

  @Override
  public int batch() {
    return maker == Maker.SOURCES ? 1 : 20;
  }

  @Override
  public Map<String, Long> used() {
    return used;
  }

  @Override
  public List<Optional<Mismatch>> run(List<Choices> programs) {
    List<String> mains = new ArrayList<>();
    Module module = module(programs, mains);
    if (module == null) { // a source that the compiler refuses
      return programs.stream().<Optional<Mismatch>>map(p -> Optional.empty()).toList();
    }
    if (!Engines.complaints(module).isEmpty()) {
      throw new IllegalStateException(
          Engines.complaints(module).getFirst() + "\n" + Printer.print(module));
    }
    List<String> expected = outcomes(module, mains);
    Map<String, Module> variants = variants(module, mains);
    variants.values().forEach(this::countDerivatives);
    expected.forEach(this::count);
    List<Optional<Mismatch>> all = new ArrayList<>();
    programs.forEach(p -> all.add(Optional.empty()));
    variants.forEach(
        (name, variant) -> {
          List<String> found = outcomes(variant, mains);
          for (int i = 0; i < found.size(); i++) {
            if (!expected.get(i).equals(found.get(i)) && all.get(i).isEmpty()) {
              String text = programs.size() == 1 ? both(name, module, variant) : "";
              all.set(
                  i,
                  Optional.of(
                      new Mismatch(
                          name(),
                          programs.get(i).taken(),
                          text,
                          expected.get(i),
                          name + ": " + found.get(i))));
            }
          }
        });
    return all;
  }

  private Map<String, Module> variants(Module module, List<String> mains) {
    try {
      return maker == Maker.GRADIENTS
          ? PassVariants.alone(module, Passes.the("autodiff"))
          : PassVariants.of(module, new HashSet<>(mains));
    } catch (RuntimeException fault) {
      throw new IllegalStateException(fault.getMessage() + "\n" + Printer.print(module), fault);
    }
  }

  private static String both(String name, Module module, Module variant) {
    return Printer.print(module) + "\n-- " + name + "\n" + Printer.print(variant);
  }

  private @Nullable Module module(List<Choices> programs, List<String> mains) {
    return switch (maker) {
      case GRAPHS, GRADIENTS -> {
        GraphMaker graphs = new GraphMaker(maker == Maker.GRADIENTS);
        for (int i = 0; i < programs.size(); i++) {
          mains.add(graphs.add(i, programs.get(i)));
        }
        graphs.used().forEach((what, times) -> used.merge(what, times, Long::sum));
        yield new Module(List.of(), graphs.functions());
      }
      case TIR -> {
        TirMaker tir = new TirMaker();
        for (int i = 0; i < programs.size(); i++) {
          mains.add(tir.add(i, programs.get(i)));
        }
        yield new Module(tir.globals(), tir.functions());
      }
      case SOURCES -> {
        mains.add(Module.MAIN);
        yield SourceCampaign.module(SourceCampaign.text(programs));
      }
    };
  }

  private void countDerivatives(Module variant) {
    long made = variant.functions().stream().filter(f -> f.symbol().contains(".grad")).count();
    used.merge("derivatives as functions", made, Long::sum);
  }

  private void count(String outcome) {
    boolean failed = outcome.lines().anyMatch(line -> line.startsWith("! "));
    used.merge(failed ? "ends in an error" : "ends well", 1L, Long::sum);
  }

  private static List<String> outcomes(Module module, List<String> mains) {
    Engine engine = Engines.engine("interp");
    Loaded loaded = engine.load(module);
    List<String> all = new ArrayList<>();
    for (String main : mains) {
      String outcome = Engines.outcome(loaded, main, PassCampaign::text);
      all.add(outcome);
    }
    return all;
  }

  /// Every bit of every element, but for the payloads of NaN.
  private static String text(@Nullable Object value) {
    return switch (value) {
      case Tensor t ->
          t.dtype()
              + Arrays.toString(t.shape())
              + (t.dtype().isFloat()
                  ? Arrays.toString(t.toDoubles())
                  : Arrays.toString(t.toLongs()));
      case Object[] several ->
          Arrays.stream(several).map(PassCampaign::text).collect(Collectors.joining("\n"));
      case null, default -> Show.quoted(value);
    };
  }
}
