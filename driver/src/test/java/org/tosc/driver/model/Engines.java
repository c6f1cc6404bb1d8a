package org.tosc.driver.model;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.tosc.driver.Programs;
import org.tosc.models.compute.Compute;

/// The engines that models are checked on.
final class Engines {
  private Engines() {}

  static Compute compute(String engine) {
    return new EngineCompute(engine, 1);
  }

  /// Each model on each engine that runs here: engine, name, model.
  static Stream<Arguments> with(List<TinyModel> models) {
    return Stream.of("x86_64", "jvm", "interp")
        .filter(engine -> Programs.obstacle(engine) == null)
        .flatMap(engine -> models.stream().map(m -> Arguments.of(engine, m.name(), m)));
  }
}
