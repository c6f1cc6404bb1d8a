package org.tosc.bench;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// The JVM's side of a case: compiles the program once; then each line of input runs it once and
/// answers `NANOSECONDS OUTPUT`. `python/worker.py` is the other side.
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
    try {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      Session session = Session.builder().out(output).build();
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (orders.readLine() != null) {
        output.reset();
        long start = System.nanoTime();
        session.run(() -> program.call(Module.MAIN));
        session.out().flush();
        long nanos = System.nanoTime() - start;
        System.out.println(nanos + " " + output.toString(StandardCharsets.UTF_8).strip());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
