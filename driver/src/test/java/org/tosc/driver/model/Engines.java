package org.tosc.driver.model;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.tosc.driver.Programs;
import org.tosc.models.compute.Code;
import org.tosc.models.compute.Compute;
import org.tosc.tir.ir.Function;

/// The engines that models are checked on.
final class Engines {
  private Engines() {}

  static Compute compute(String engine) {
    return new EngineCompute(engine, 1);
  }

  /// An engine that is told to fuse operations, whether it does or not: models hold weights for it
  /// as they do for one that does.
  static Compute fusing(String engine) {
    Compute other = compute(engine);
    return new Compute() {
      @Override
      public String name() {
        return other.name();
      }

      @Override
      public int threads() {
        return other.threads();
      }

      @Override
      public boolean isFusing() {
        return true;
      }

      @Override
      public Code compile(Function function) {
        return other.compile(function);
      }
    };
  }

  /// The names of those that run here.
  static Stream<String> running() {
    return Stream.of("x86_64", "jvm", "interp").filter(name -> Programs.obstacle(name) == null);
  }

  /// Each model on each engine that runs here: engine, name, model.
  static Stream<Arguments> with(List<TinyModel> models) {
    return running().flatMap(engine -> models.stream().map(m -> Arguments.of(engine, m.name(), m)));
  }
}
