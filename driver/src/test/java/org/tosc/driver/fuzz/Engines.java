package org.tosc.driver.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Engine;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Programs;
import org.tosc.driver.tensor.TapeGradients;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.verify.Verifier;

/// Runs programs on the two engines and says what was seen: what they print, then their result or
/// the kind, message and position of their error.
final class Engines {
  private static final List<Engine> ALL = Engine.all();

  private Engines() {}

  static Engine engine(String name) {
    return ALL.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  /// What each function of a module does on an engine.
  static List<String> outcomes(String engine, Module module, List<String> functions) {
    Loaded loaded;
    try {
      loaded = engine(engine).load(module);
    } catch (RuntimeException | LinkageError fault) {
      return functions.stream().map(f -> "does not load: " + fault).toList();
    }
    List<String> outcomes = new ArrayList<>();
    for (String function : functions) {
      outcomes.add(outcome(loaded, function));
    }
    return outcomes;
  }

  static String outcome(Loaded program, String function) {
    return outcome(program, function, Show::quoted);
  }

  /// What a function does, with its result in these words.
  static String outcome(Loaded program, String function, Function<@Nullable Object, String> words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Session session = session(bytes);
    String end;
    try {
      end = session.run(() -> "= " + words.apply(program.call(function)));
    } catch (GuestError error) {
      end =
          "! %s: %s at %d:%d"
              .formatted(error.kind(), error.getMessage(), error.line(), error.column());
    } catch (Exception | LinkageError | AssertionError fault) {
      end = "internal: " + fault;
    }
    session.out().flush();
    return bytes.toString(StandardCharsets.UTF_8) + end;
  }

  /// A session that prints nowhere.
  static Session session() {
    return session(OutputStream.nullOutputStream());
  }

  private static Session session(OutputStream out) {
    return Session.builder()
        .out(out)
        .seed(1)
        .engine(Programs.tensors())
        .gradients(new TapeGradients())
        .build();
  }

  /// The first complaint of the verifier, or nothing.
  static List<Diagnostic> complaints(Module module) {
    return Verifier.verify(module);
  }
}
