package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import org.tosc.backends.api.Loaded;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;
import org.tosc.tir.verify.Verifier;

/// Programs in TIR's text form, and ways to run them.
final class Programs {
  private Programs() {}

  static Module read(String text) {
    Reader.Result result = Reader.read(new Source("test.tir", text));
    Module module = assertInstanceOf(Reader.Result.Read.class, result, result::toString).module();
    assertEquals("[]", Verifier.verify(module).toString());
    return module;
  }

  static Loaded load(String text) {
    return new JvmEngine().load(read(text));
  }

  /// Runs a function in a session.
  static Object run(Loaded program, String function, Object... arguments) {
    try {
      return Session.builder().build().run(() -> program.call(function, arguments));
    } catch (GuestError error) {
      throw error;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static Object run(String text, String function, Object... arguments) {
    return run(load(text), function, arguments);
  }

  /// What a run shows: its result, or the kind of its error.
  static String outcome(Loaded program, String function, Object... arguments) {
    try {
      return show(run(program, function, arguments));
    } catch (GuestError error) {
      return error.kind();
    }
  }

  /// The same on the interpreter.
  static String oracle(Module module, String function, Object... arguments) {
    try {
      return show(new Interpreter(module, new RtHost(), (o, in) -> in).call(function, arguments));
    } catch (GuestFault fault) {
      return fault.kind();
    } catch (GuestError error) {
      return error.kind();
    } catch (StackOverflowError error) {
      return Errors.asGuest(error).kind();
    }
  }

  private static String show(Object value) {
    return value instanceof Object[] several ? Arrays.toString(several) : String.valueOf(value);
  }
}
