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

  /// The names of those that run here.
  static Stream<String> running() {
    return Stream.of("x86_64", "jvm", "interp").filter(name -> Programs.obstacle(name) == null);
  }

  /// Each model on each engine that runs here: engine, name, model.
  static Stream<Arguments> with(List<TinyModel> models) {
    return running().flatMap(engine -> models.stream().map(m -> Arguments.of(engine, m.name(), m)));
  }
}
