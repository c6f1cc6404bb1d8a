package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.serve.ModelServer;

/// Sixty-four streams at a time, on a model that is small.
final class ServingLoadTest {
  @TempDir Path folder;

  @Test
  void sixtyFourStreamsWithoutAnError() throws Exception {
    ModelServer server = start();
    ServingLoad.Outcome outcome = ServingLoad.run(server, ServingLoad.STREAMS, 12);
    server.stop();
    assertEquals(0, outcome.errors());
    assertTrue(outcome.tokens() > 0);
  }

  /// How much a server bears, where that is asked for: `-Dtosc.load="q8_0 1 12 1536"`.
  @Test
  @EnabledIfSystemProperty(named = "tosc.load", matches = ".+")
  void howMuchItBears() throws Exception {
    ServingLoad.main(System.getProperty("tosc.load").split(" "));
  }

  private ModelServer start() throws IOException {
    Path file = TalkingModel.SMALL.write(folder.resolve("talking.gguf"));
    return ServingLoad.start(file, Engines.compute("jvm"));
  }
}
