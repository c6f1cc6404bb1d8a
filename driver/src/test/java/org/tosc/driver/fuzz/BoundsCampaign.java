package org.tosc.driver.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tosc.backends.api.Engine;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.driver.interp.InterpEngine;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.source.Source;

/// Runs programs of [BoundsMaker]. The interpreter holds every proof against what happens: a proved
/// access outside is an internal fault there, which counts as a mismatch.
final class BoundsCampaign implements Campaign.Kind {
  private final Map<String, Long> used = new TreeMap<>();

  @Override
  public String name() {
    return "bounds";
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public List<Optional<Mismatch>> run(List<Choices> programs) {
    List<Optional<Mismatch>> all = new ArrayList<>();
    programs.forEach(p -> all.add(one(p)));
    return all;
  }

  private Optional<Mismatch> one(Choices choices) {
    boolean compiles = choices.below(4) == 0;
    String text = new BoundsMaker(choices).program();
    Compiler.Compilation compiled =
        Compiler.compile(new Source("fuzz.neuro", text), Compiler.Language.NEURO, SourceStore.NONE);
    Module module = compiled.module();
    if (module == null) {
      used.merge("refused", 1L, Long::sum);
      return Optional.empty();
    }
    module.functions().stream().map(Function::body).forEach(this::count);
    String expected = outcome(InterpEngine.withoutRaceCheck(), module);
    // Compiling takes most of the time.
    String found = compiles ? outcome(Engines.engine("jvm"), module) : expected;
    used.merge(end(expected), 1L, Long::sum);
    return expected.equals(found) && !expected.startsWith("internal")
        ? Optional.empty()
        : Optional.of(new Mismatch(name(), choices.taken(), text, expected, found));
  }

  private static String end(String outcome) {
    return outcome.startsWith("!") ? "ends: " + outcome.split("[ :]", -1)[1] : "ends well";
  }

  private void count(Region region) {
    for (Operation o : region.ops()) {
      Attributes attributes = o.attributes();
      boolean isAccess =
          o.op() == KernelOp.LOAD
              || o.op() == KernelOp.STORE
              || o.op() == KernelOp.TILE_LOAD
              || o.op() == KernelOp.TILE_STORE;
      if (isAccess) {
        String bounds = attributes.string("bounds", "checked");
        String word = bounds.equals("proved") ? "proved: " : "checked: ";
        used.merge(word + o.op().mnemonic(), 1L, Long::sum);
      }
      o.regions().forEach(this::count);
    }
  }

  private static String outcome(Engine engine, Module module) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session = Session.builder().out(out).engine(Programs.tensors()).build();
    try {
      session.run(() -> engine.load(module).call(Module.MAIN));
      session.out().flush();
      return out.toString(StandardCharsets.UTF_8);
    } catch (GuestError error) {
      session.out().flush();
      return "! %s: %s at %d:%d %s"
          .formatted(
              error.kind(),
              error.getMessage(),
              error.line(),
              error.column(),
              out.toString(StandardCharsets.UTF_8));
    } catch (Exception | LinkageError | AssertionError fault) {
      return "internal: " + fault;
    }
  }

  @Override
  public Map<String, Long> used() {
    return used;
  }
}
