package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

  private ModelServer start() throws IOException {
    Path file = TalkingModel.SMALL.write(folder.resolve("talking.gguf"));
    return ServingLoad.start(file, Engines.compute("jvm"));
  }
}
