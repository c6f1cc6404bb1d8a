package org.tosc.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// The JVM's side of a case: compiles and runs the program; then each line of input calls its
/// function `bench` once and answers `NANOSECONDS RESULT`. `python/worker.py` is the other side.
public final class HostWorker {
  private static final long STACK_BYTES = 1L << 28;

  private HostWorker() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    String engine = args.length > 1 ? args[1] : "jvm";
    Module module = compile(new Source(file.toString(), Files.readString(file)));
    Loaded program = Programs.load(module, engine);
    Thread thread = new Thread(null, () -> serve(program), "worker", STACK_BYTES);
    thread.start();
    thread.join();
  }

  private static Module compile(Source source) {
    Compiler.Compilation compiled =
        Compiler.compile(source, Compiler.Language.PSEUDOCODE, (path, quoted, importer) -> null);
    if (compiled.module() == null) {
      throw new IllegalArgumentException(compiled.diagnostics().toString());
    }
    return compiled.module();
  }

  private static void serve(Loaded program) {
    Session session = Session.builder().out(OutputStream.nullOutputStream()).build();
    try {
      session.run(() -> program.call(Module.MAIN));
      session.run(() -> answer(program));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object answer(Loaded program) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (orders.readLine() != null) {
      long start = System.nanoTime();
      Object result = program.call("bench");
      long nanos = System.nanoTime() - start;
      System.out.println(nanos + " " + Show.text(result));
    }
    return null;
  }
}
