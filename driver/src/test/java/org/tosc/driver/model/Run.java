package org.tosc.driver.model;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.models.train.ProgressLine;
import org.tosc.rt.session.ModelRuntime;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// Runs programs that train.
final class Run {
  /// What a test does in the place of `train`.
  interface Instead {
    Object train(
        @Nullable Object model, @Nullable Object data, Map<String, @Nullable Object> settings);
  }

  private Run() {}

  /// What a program prints.
  static String printed(String source, String engine, Path folder) throws Exception {
    return printed(
        source,
        engine,
        folder,
        new ModelStatements(EngineCompute.of(engine, 1)),
        Policy.PERMISSIVE);
  }

  static String printed(
      String source, String engine, Path folder, ModelRuntime models, Policy policy)
      throws Exception {
    return run(source, engine, folder, models, policy, OutputStream.nullOutputStream());
  }

  /// What a program that trains says besides, on the error stream.
  static String talk(String source, String engine, Path folder) throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    EngineCompute compute = EngineCompute.of(engine, 1);
    ModelRuntime models = new ModelStatements(() -> compute, ProgressLine.Style.LINES);
    run(source, engine, folder, models, Policy.PERMISSIVE, err);
    return err.toString(StandardCharsets.UTF_8);
  }

  private static String run(
      String source,
      String engine,
      Path folder,
      ModelRuntime models,
      Policy policy,
      OutputStream err)
      throws Exception {
    Compiler.Compilation compiled =
        Compiler.compile(
            new Source("train.pseudo", source), Compiler.Language.PSEUDOCODE, (n, q, i) -> null);
    if (compiled.module() == null) {
      throw new AssertionError(compiled.diagnostics());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session =
        Session.builder()
            .out(out)
            .err(err)
            .policy(policy)
            .directory(folder)
            .seed(1)
            .engine(Programs.tensors())
            .gradients(Programs.gradients())
            .models(models)
            .devices(Programs.devices(policy))
            .build();
    session.run(
        () -> Programs.load(Objects.requireNonNull(compiled.module()), engine).call(Module.MAIN));
    session.out().flush();
    session.err().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  /// Runs a program whose `train` does something else.
  static void instead(String source, Instead instead) throws Exception {
    ModelRuntime models =
        new ModelRuntime() {
          @Override
          public Object load(String path) {
            throw new AssertionError(path);
          }

          @Override
          public @Nullable Object infer(
              @Nullable Object model,
              @Nullable Object input,
              Map<String, @Nullable Object> settings) {
            throw new AssertionError(String.valueOf(model));
          }

          @Override
          public Object train(
              @Nullable Object model,
              @Nullable Object data,
              Map<String, @Nullable Object> settings) {
            return instead.train(model, data, settings);
          }

          @Override
          public void save(Object model, String path) {
            throw new AssertionError(path);
          }
        };
    printed(source, "jvm", Path.of(""), models, Policy.PERMISSIVE);
  }

  static List<String> engines() {
    String fast = EngineCompute.of("jvm", 1).name();
    return fast.equals("jvm") ? List.of("interp", "jvm") : List.of("interp", "jvm", fast);
  }
}
