package org.tosc.driver.suite;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.driver.model.EngineCompute;
import org.tosc.driver.model.ModelStatements;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.ExitRequest;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Compiles and runs a program and says what became of it.
///
/// @param printed what it printed
/// @param error `Kind: message` of the error that nothing caught, or empty
record Trial(String printed, String error) {
  private static final long STACK_BYTES = 64L << 20;
  private static final String NEURO = ".neuro";
  private static final long SECONDS = 300;

  static Compiler.Compilation compile(String file, String source, Map<String, String> files) {
    Compiler.Language language =
        file.endsWith(NEURO) ? Compiler.Language.NEURO : Compiler.Language.PSEUDOCODE;
    return Compiler.compile(new Source(file, source), language, store(Map.copyOf(files)));
  }

  private static SourceStore store(Map<String, String> files) {
    Map<String, String> byPath =
        files.entrySet().stream()
            .collect(
                Collectors.toMap(
                    f -> Path.of(f.getKey()).normalize().toString(), Map.Entry::getValue));
    return (name, quoted, importer) -> {
      String path = quoted ? name : name.replace('.', '/');
      String ending = importer.name().endsWith(NEURO) ? NEURO : ".pseudo";
      boolean isComplete = path.endsWith(".pseudo") || path.endsWith(NEURO);
      String file = isComplete ? path : path + ending;
      String key = Path.of(importer.name()).resolveSibling(file).normalize().toString();
      String text = byPath.get(key);
      return text == null ? null : new Source(key, text);
    };
  }

  /// Runs a compiled program in a folder.
  static Trial run(Module module, String engine, String input, Path folder) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session =
        Session.builder()
            .out(out)
            .err(out)
            .in(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
            .policy(Policy.PERMISSIVE)
            .devices(Programs.devices(Policy.PERMISSIVE))
            .directory(folder)
            .environment(System.getenv())
            .seed(1)
            .engine(Programs.tensors())
            .gradients(Programs.gradients())
            .models(new ModelStatements(EngineCompute.of(engine, 1)))
            .build();
    String error = guarded(() -> outcome(session, module, engine), session);
    session.out().flush();
    return new Trial(out.toString(StandardCharsets.UTF_8), error);
  }

  private static String outcome(Session session, Module module, String engine) throws Exception {
    try {
      session.run(() -> Programs.load(module, engine).call(Module.MAIN));
      return "";
    } catch (ExitRequest exit) {
      return "";
    } catch (GuestError error) {
      return error.kind() + ": " + error.getMessage();
    }
  }

  // In a thread with a deep stack, for a limited time.
  private static String guarded(Callable<String> body, Session session) throws Exception {
    FutureTask<String> task = new FutureTask<>(body);
    Thread thread = new Thread(null, task, "trial", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      session.interrupt();
      throw new AssertionError("still running after " + SECONDS + " seconds", late);
    } catch (ExecutionException thrown) {
      throw new AssertionError(thrown.getCause());
    }
  }

  /// Runs a compiled program in a folder that is there for it alone.
  static Trial inEmptyFolder(Module module, String engine, String input) throws Exception {
    Path folder = Files.createTempDirectory("page");
    try {
      return run(module, engine, input, folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }

  /// What differs between diagnostics and claims: errors that no claim accepts, and claims that no
  /// diagnostic meets.
  static List<String> unclaimed(List<Diagnostic> found, List<Claim> claims) {
    List<String> wrong = new ArrayList<>();
    for (Diagnostic d : found) {
      if (d.isError() && claims.stream().noneMatch(c -> accepts(c, d))) {
        wrong.add("reported, but not claimed: " + d.span() + " " + d.code() + " " + text(d));
      }
    }
    for (Claim claim : claims) {
      if (found.stream().noneMatch(d -> accepts(claim, d))) {
        wrong.add("claimed, but not reported: " + claim);
      }
    }
    return wrong;
  }

  private static boolean accepts(Claim claim, Diagnostic d) {
    return claim.accepts(
        d.isError(), d.code().name(), d.span().source().name(), d.span().from().line(), text(d));
  }

  private static String text(Diagnostic d) {
    List<@Nullable String> parts = new ArrayList<>(List.of(d.message()));
    d.labels().forEach(label -> parts.add(label.text()));
    parts.addAll(d.notes());
    d.fixes().forEach(fix -> parts.add(fix.title()));
    return String.join("\n", parts);
  }
}
