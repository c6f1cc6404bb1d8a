package org.tosc.bench.peers;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// tosc itself: [ToscPrograms], compiled for the JVM and called as any Java program may call them.
/// What a call does is timed, whatever it does: it also makes the tensor of its result.
public final class Tosc implements Contender {
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
    ToscPrograms program = ToscPrograms.of(data.problem());
    Compiler.Compilation compiled =
        Compiler.compile(
            new Source("f.pseudo", program.source()),
            Compiler.Language.PSEUDOCODE,
            SourceStore.NONE);
    Module module = compiled.module();
    if (module == null) {
      throw new IllegalStateException(compiled.diagnostics().toString());
    }
    List<Object> arguments = new ArrayList<>();
    program
        .shapes()
        .forEach(
            (name, shape) -> arguments.add(Tensor.ofFloats(shape, ToscPrograms.input(data, name))));
    Session session = Session.builder().engine(Programs.tensors()).build();
    MethodHandle entry = session.run(() -> Programs.load(module, "jvm").entry("f"));
    return new Call(session, entry, arguments.toArray());
  }

  private static final class Call implements Case {
    private final Session session;
    private final MethodHandle entry;
    private final Object[] arguments;
    private @Nullable Object last;

    Call(Session session, MethodHandle entry, Object[] arguments) {
      this.session = session;
      this.entry =
          entry
              .asSpreader(Object[].class, arguments.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      this.arguments = arguments;
    }

    @Override
    public void run() {
      try {
        last = session.run(this::call);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private Object call() {
      try {
        return (Object) entry.invokeExact(arguments);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public float[] result() {
      return ((Tensor) Objects.requireNonNull(last)).toFloats();
    }
  }
}
