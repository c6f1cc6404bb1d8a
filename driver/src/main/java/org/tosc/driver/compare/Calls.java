package org.tosc.driver.compare;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Programs;
import org.tosc.driver.functions.Entry;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;

/// Calls functions in sessions of their own, whose random numbers begin anew; what the program
/// prints is not shown.
public final class Calls {
  private Calls() {}

  /// A session that reads and shows nothing.
  public static Session session() {
    return session(InputStream.nullInputStream(), OutputStream.nullOutputStream());
  }

  static Session session(InputStream in, OutputStream out) {
    return Session.builder()
        .in(in)
        .out(out)
        .err(OutputStream.nullOutputStream())
        .policy(Policy.PERMISSIVE)
        .devices(Programs.devices(Policy.PERMISSIVE))
        .directory(Path.of("").toAbsolutePath())
        .environment(System.getenv())
        .seed(1)
        .engine(Programs.tensors())
        .gradients(Programs.gradients())
        .build();
  }

  /// One call of a program that was not used before.
  static Outcome run(Loaded program, Entry entry, List<Object> arguments) throws Exception {
    return session()
        .run(
            () ->
                Outcome.of(
                    () -> {
                      if (entry.afterMain()) {
                        program.call(Module.MAIN);
                      }
                      return program.call(entry.symbol(), arguments.toArray());
                    }));
  }
}
