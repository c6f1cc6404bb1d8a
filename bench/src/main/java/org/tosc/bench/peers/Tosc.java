package org.tosc.bench.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.backends.api.ArrayCode;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.driver.compare.Calls;
import org.tosc.driver.functions.Entries;
import org.tosc.driver.functions.Entry;
import org.tosc.driver.measure.Sampler;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// tosc itself: [ToscPrograms], compiled for the JVM as code over arrays, as a program in Java
/// calls it. Nothing is prepared but code: operands are packed in every call.
public final class Tosc implements Contender {
  private final Map<Problem, Case> known = new HashMap<>();

  @Override
  public String name() {
    return "tosc";
  }

  @Override
  public Role role() {
    return Role.OURS;
  }

  @Override
  public String version() {
    return "tosc, engine jvm, JDK " + Runtime.version();
  }

  @Override
  public Case prepare(Problem.Data data, int threads) throws Exception {
    Case before = known.get(data.problem());
    if (before != null) {
      return before;
    }
    Case made = made(data);
    Sampler.usual().warm(made::run, Double.MAX_VALUE);
    known.put(data.problem(), made);
    return made;
  }

  private static Case made(Problem.Data data) throws Exception {
    ToscPrograms program = ToscPrograms.of(data.problem());
    Entry entry = entry(program);
    Module alone = entry.straightModule();
    if (alone == null) {
      throw new IllegalStateException(entry.whyNot());
    }
    ArrayCode code =
        Calls.session().run(() -> Programs.load(alone, "jvm").arrays(entry.straightSymbol()));
    List<float[]> arrays = new ArrayList<>();
    program.shapes().keySet().forEach(name -> arrays.add(ToscPrograms.input(data, name)));
    arrays.add(new float[data.problem().size()]);
    return new Call(code, arrays.toArray(float[][]::new));
  }

  private static Entry entry(ToscPrograms program) {
    Entries entries =
        Entries.of(
            new Source("f.pseudo", program.source()),
            Compiler.Language.PSEUDOCODE,
            SourceStore.NONE,
            "f",
            Map.of());
    if (entries.hasErrors()) {
      throw new IllegalStateException(entries.diagnostics().toString());
    }
    return Objects.requireNonNull(entries.all().getFirst());
  }

  private static final class Call implements Case {
    private final ArrayCode code;
    private final float[][] arrays;

    Call(ArrayCode code, float[][] arrays) {
      this.code = code;
      this.arrays = arrays;
    }

    @Override
    public void run() {
      code.call(arrays);
    }

    @Override
    public float[] result() {
      return arrays[arrays.length - 1];
    }
  }
}
