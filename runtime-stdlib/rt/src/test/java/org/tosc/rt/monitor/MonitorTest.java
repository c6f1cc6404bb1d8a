package org.tosc.rt.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.rt.ops.RunTimeStatements;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Kernels;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;

class MonitorTest {
  private static Object run(Session session, String statement) throws Exception {
    Object made = session.run(() -> RunTimeStatements.run(statement, new Object[0], new String[0]));
    return made == null ? "" : made;
  }

  @Test
  void everythingIsCounted() throws Exception {
    Session session = Session.builder().policy(Policy.PERMISSIVE).engine(new Kernels()).build();
    session.require(Permission.GIT, "x");
    session.apply("add", new Object[] {Tensor.of(1), 1L}, Map.of());
    session.apply("add", new Object[] {Tensor.of(1), 1L}, Map.of());
    session.monitor().kernelMade("snitch", 1_500_000_000L);
    session.monitor().kernelRan("snitch", System.nanoTime());
    DictValue values = (DictValue) run(session, "monitor");
    String shown = Show.text(values);
    assertTrue(shown.contains("\"device\": \"jvm\""), shown);
    assertTrue(shown.contains("{\"jvm\": {\"operations\": 2, \"kernels\": 0"), shown);
    assertTrue(
        shown.contains("\"snitch\": {\"operations\": 0, \"kernels\": 1, \"kernel_seconds\": 1.5"),
        shown);
    assertTrue(
        shown.contains("\"permissions\": {\"GIT\": {\"allowed\": 1, \"denied\": 0}}"), shown);
    assertTrue(shown.contains("\"statements\": {\"monitor\": 1}"), shown);
  }

  @Test
  void theTableHasALineForEach() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session = Session.builder().out(out).engine(new Kernels()).build();
    session.apply("add", new Object[] {Tensor.of(1), 1L}, Map.of());
    session.monitor().kernelRan("mlir", System.nanoTime());
    run(session, "print monitor");
    session.out().flush();
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.get(0).endsWith(" s, on jvm"), lines.get(0));
    assertTrue(lines.get(2).matches("jvm +1 +0 +0\\.000 +0 +0\\.000"), lines.get(2));
    assertTrue(lines.get(3).matches("mlir +0 +0 +0\\.000 +1 +[0-9.]+"), lines.get(3));
    assertTrue(lines.get(4).startsWith("memory "), lines.get(4));
    assertEquals("print monitor         1 times", lines.get(5));
  }

  @Test
  void theFlightRecorderHearsStatements(@TempDir Path folder) throws Exception {
    Session session = Session.builder().engine(new Kernels()).build();
    Path file = folder.resolve("run.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(StatementEvent.class);
      recording.enable(KernelRunEvent.class);
      recording.start();
      run(session, "monitor");
      new KernelRunEvent("mlir").commit();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertEquals(
        List.of("org.tosc.Statement monitor", "org.tosc.KernelRun mlir"),
        events.stream()
            .filter(e -> e.getEventType().getName().startsWith("org.tosc."))
            .map(
                e ->
                    e.getEventType().getName()
                        + " "
                        + e.getString(e.hasField("device") ? "device" : "statement"))
            .toList());
  }
}
