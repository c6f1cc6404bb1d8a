package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--allow`, `--deny`, `--audit` and `--device`.
final class PermissionOptionsTest {
  private static final String SPAWNS = "print exec(\"echo hi\").trim()\n";

  @TempDir Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("p.pseudo"), text).toString();
  }

  @Test
  void permissionsAreAddedToAPolicy() throws IOException {
    String program = file(SPAWNS);
    Terminal strict = Terminal.run("run", program, "--policy", "strict");
    assertEquals(1, strict.exit());
    assertTrue(strict.err().contains("error[E0816]"), strict.err());
    assertTrue(strict.err().contains(":1:7"), strict.err());
    assertEquals(
        new Terminal(0, "hi\n", ""),
        Terminal.run("run", program, "--policy", "strict", "--allow", "SPAWN, ipc"));
    Terminal one = Terminal.run("run", program, "--policy", "strict", "--allow", "SPAWN");
    assertTrue(one.err().contains("IPC, which the policy `strict with SPAWN`"), one.err());
  }

  @Test
  void permissionsAreTakenAway() throws IOException {
    String program = file(SPAWNS);
    assertEquals(0, Terminal.run("run", program, "--deny", "GIT,DEPLOY").exit());
    Terminal denied = Terminal.run("run", program, "--deny", "SPAWN");
    assertTrue(denied.err().contains("`permissive without SPAWN`"), denied.err());
    Terminal both =
        Terminal.run("run", program, "--policy", "standard", "--allow", "SPAWN", "--deny", "SPAWN");
    assertTrue(both.err().contains("`standard with SPAWN without SPAWN`"), both.err());
  }

  @Test
  void usesAreWrittenDown() throws IOException {
    String program =
        file(
            """
            print file_exists("none")
            try:
                exec("ls \\"x\\"")
            catch e:
                print e.kind
            print input()
            """);
    Path audit = folder.resolve("audit.jsonl");
    Files.writeString(audit, "what was there before\n");
    Terminal run = Terminal.run("run", program, "--deny", "SPAWN", "--audit", audit.toString());
    assertEquals("false\nPermissionDenied\nnil\n", run.out(), run.err());
    List<String> lines = Files.readAllLines(audit);
    assertEquals(2, lines.size());
    String time = "\"time\":\"[0-9-]+T[0-9:]+(\\.[0-9]+)?Z\"";
    assertTrue(
        lines
            .get(0)
            .matches(
                "\\{\"schema\":\"tosc.audit/1\","
                    + time
                    + ",\"permission\":\"FS_READ\",\"subject\":\"file_exists\\(\\\\\"none\\\\\"\\)\",\"allowed\":true}"),
        lines.get(0));
    assertTrue(lines.get(1).contains("\"permission\":\"SPAWN\""), lines.get(1));
    assertTrue(lines.get(1).endsWith("\"allowed\":false}"), lines.get(1));
  }

  @Test
  void whatCannotBeWrittenDownDoesNotHappen() throws IOException {
    String program = file("write_file(\"" + folder.resolve("out") + "\", \"x\")\n");
    Terminal run = Terminal.run("run", program, "--audit", folder.resolve("none/audit").toString());
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("error[E0906]"), run.err());
    assertTrue(Files.notExists(folder.resolve("out")));
  }

  @Test
  void aProgramRunsOnADevice() throws IOException {
    String program =
        file(
            """
            a = reshape(arange(4, dtype=f32), [2, 2])
            print (a @ a).to_list(), monitor["device"]
            print monitor["engines"]["mlir"]["runs"] > 0
            """);
    for (String target : List.of("jvm", "interp", "snitch")) {
      Terminal run = Terminal.run("run", program, "--target", target, "--device", "mlir", "-q");
      assertEquals(new Terminal(0, "[[2, 3], [6, 11]] mlir\ntrue\n", ""), run);
    }
    Terminal gpu = Terminal.run("run", program, "--device", "gpu:0");
    assertEquals(1, gpu.exit());
    assertTrue(gpu.err().contains("there is no device `gpu:0`"), gpu.err());
  }

  @Test
  void aDeviceThatNothingIsCalledIsWrongUsage() throws IOException {
    String program = file("print 1\n");
    for (String name : List.of("nosuch", "gpu:x")) {
      Terminal run = Terminal.run("run", program, "--device", name);
      assertEquals(2, run.exit(), run.err());
      assertEquals("", run.out());
      assertTrue(run.err().contains("no device is called `" + name + "`"), run.err());
    }
  }

  /// A program without kernels of its own, though a model of it may have had some.
  @Test
  void theReportSaysWhatItCounts() throws IOException {
    Terminal run = Terminal.run("run", file("print 1\n"), "--target", "snitch");
    assertTrue(run.err().contains("those of models out of files are not counted"), run.err());
  }
}
