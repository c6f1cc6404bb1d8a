package org.tosc.bench.peers;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.Loaded;
import org.tosc.backends.api.Loading;
import org.tosc.driver.Compiler;
import org.tosc.driver.Optimizer;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.driver.compare.ArrayCall;
import org.tosc.driver.compare.Calls;
import org.tosc.driver.functions.Entries;
import org.tosc.driver.functions.Entry;
import org.tosc.driver.measure.Sampler;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// tosc itself: [ToscPrograms], compiled for a target as code over arrays or memory, as a program
/// in Java calls it; where there is no such code, as operations, whose calls make tensors. Nothing
/// is prepared but code: operands are packed in every call.
public final class Tosc implements Contender {
  private final Map<Problem, Case> known = new HashMap<>();
  private final String target;

  /// @param target as `--target` takes it
  public Tosc(String target) {
    this.target = target;
  }

  /// `tosc` where the JVM computes, which is what a program gets that asks for nothing.
  @Override
  public String name() {
    return target.equals("jvm") ? "tosc" : "tosc-" + target;
  }

  @Override
  public Role role() {
    return Role.OURS;
  }

  @Override
  public String version() {
    return "tosc, target " + target + ", JDK " + Runtime.version();
  }

  /// Why it cannot take part on this machine, in words; null where it can.
  public @Nullable String obstacle() {
    return Programs.obstacle(target);
  }

  @Override
  public @Nullable Case prepare(Problem.Data data, int threads) throws Exception {
    if (obstacle() != null) {
      return null;
    }
    Case before = known.get(data.problem());
    if (before != null) {
      return before;
    }
    ToscPrograms program = ToscPrograms.of(data.problem());
    if (program == null) {
      return null;
    }
    Case made = made(program, data, threads);
    Sampler.usual().warm(made::run, Double.MAX_VALUE);
    known.put(data.problem(), made);
    return made;
  }

  private Case made(ToscPrograms program, Problem.Data data, int threads) throws Exception {
    Entry entry = entry(program);
    Module alone = Objects.requireNonNull(entry.straightModule(), entry.whyNot());
    Session session = Calls.session();
    ArrayCode code = session.run(() -> ArrayCall.code(load(alone, threads), entry));
    List<float[]> inputs =
        program.shapes().keySet().stream().map(name -> ToscPrograms.input(data, name)).toList();
    if (code == null) {
      Iterator<long[]> shapes = program.shapes().values().iterator();
      Object[] tensors = inputs.stream().map(i -> Tensor.ofFloats(shapes.next(), i)).toArray();
      Loaded loaded = session.run(() -> load(entry.module(), threads));
      return new Operations(data.problem(), session, loaded, entry.symbol(), tensors);
    }
    List<Object> arrays = new ArrayList<>();
    for (float[] input : inputs) {
      arrays.add(filled(code.allocate(arrays.size()), input));
    }
    arrays.add(code.allocate(arrays.size()));
    return new Call(data.problem(), code, arrays.toArray());
  }

  /// Memory that holds numbers: what the code likes best, or the array itself.
  private static Object filled(Object memory, float[] values) {
    return memory instanceof MemorySegment segment
        ? segment.copyFrom(MemorySegment.ofArray(values))
        : values;
  }

  private Loaded load(Module module, int threads) {
    Loading loading = Loading.PLAIN.withThreads(threads);
    return Programs.loadAsItIs(Optimizer.standard(module, target), target, loading);
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
    private final Problem problem;
    private final ArrayCode code;
    private final Object[] arrays;

    Call(Problem problem, ArrayCode code, Object[] arrays) {
      this.problem = problem;
      this.code = code;
      this.arrays = arrays;
    }

    @Override
    public void run() {
      code.call(arrays);
    }

    @Override
    public float[] result() {
      return ToscPrograms.output(problem, floats(arrays[arrays.length - 1]));
    }

    private static float[] floats(Object memory) {
      return memory instanceof MemorySegment segment
          ? segment.toArray(ValueLayout.JAVA_FLOAT)
          : (float[]) memory;
    }
  }

  private static final class Operations implements Case {
    private final Problem problem;
    private final Session session;
    private final Loaded program;
    private final String symbol;
    private final Object[] tensors;
    private @Nullable Object last;

    Operations(Problem problem, Session session, Loaded program, String symbol, Object[] tensors) {
      this.problem = problem;
      this.session = session;
      this.program = program;
      this.symbol = symbol;
      this.tensors = tensors;
    }

    @Override
    public void run() {
      try {
        last = session.run(() -> program.call(symbol, tensors));
      } catch (Exception fault) {
        throw new IllegalStateException(fault);
      }
    }

    @Override
    public float[] result() {
      return ToscPrograms.output(problem, ((Tensor) Objects.requireNonNull(last)).toFloats());
    }
  }
}
