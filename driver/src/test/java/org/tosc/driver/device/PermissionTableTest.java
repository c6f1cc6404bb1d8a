package org.tosc.driver.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.rt.session.AuditEntry;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Policy;

/// Eleven permissions, allowed and denied, on each engine: a program that needs one reaches its
/// door with it, and is told so without it, at the statement that asked.
final class PermissionTableTest {
  private static final List<String> ENGINES = List.of("interp", "jvm", "x86_64");

  /// A program whose third line, from its fourth column on, asks for a permission, and what else it
  /// needs to come so far.
  enum Door {
    READ_MODEL("m = load \"none.safetensors\"", 8, EnumSet.noneOf(Permission.class)),
    WRITE_MODEL("save zeros([2]) to \"m.safetensors\"", 4, EnumSet.noneOf(Permission.class)),
    GPU_ACCESS("with device \"gpu:0\" do print 1 end", 4, EnumSet.noneOf(Permission.class)),
    NETWORK_LOCAL("git push", 4, EnumSet.of(Permission.GIT)),
    NETWORK_REMOTE("git push", 4, EnumSet.of(Permission.GIT)),
    FS_READ("t = read_file(\"none.txt\")", 8, EnumSet.noneOf(Permission.class)),
    FS_WRITE("write_file(\"a.txt\", \"b\")", 4, EnumSet.noneOf(Permission.class)),
    IPC("t = exec(\"true\")", 8, EnumSet.of(Permission.SPAWN)),
    SPAWN("t = exec(\"true\")", 8, EnumSet.of(Permission.IPC)),
    GIT("git init", 4, EnumSet.noneOf(Permission.class)),
    DEPLOY("deploy 1 on port 0", 4, EnumSet.noneOf(Permission.class));

    private final String statement;
    private final int column;
    private final EnumSet<Permission> besides;

    Door(String statement, int column, EnumSet<Permission> besides) {
      this.statement = statement;
      this.column = column;
      this.besides = besides;
    }

    Permission permission() {
      return Permission.valueOf(name());
    }

    String program() {
      return "x = ones([2]) + 1\nif sum(x).item() > 3 then\n   " + statement + "\nend\nprint x\n";
    }
  }

  @TempDir Path folder;

  static Stream<Object[]> cases() {
    return ENGINES.stream()
        .flatMap(e -> Arrays.stream(Door.values()).map(d -> new Object[] {e, d}));
  }

  @Test
  void everyPermissionHasADoor() {
    assertEquals(
        Arrays.stream(Permission.values()).map(Permission::name).toList(),
        Arrays.stream(Door.values()).map(Door::name).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void deniedIsTold(String engine, Door door) throws Exception {
    prepare(door);
    Policy policy = Policy.PERMISSIVE.without(EnumSet.of(door.permission()));
    Running run = Running.of(door.program(), engine, policy, folder);
    assertTrue(
        run.error().startsWith("PermissionDenied: ")
            && run.error()
                .endsWith(
                    " needs the permission "
                        + door
                        + ", which the policy `permissive without "
                        + door
                        + "` does not give"),
        run.error());
    assertEquals(List.of(3, door.column), List.of(run.line(), run.column()));
    AuditEntry last = run.session().audit().entries().getLast();
    assertEquals(door.permission(), last.permission());
    assertFalse(last.allowed());
    assertEquals(1, run.session().audit().count(door.permission(), false));
  }

  /// With nothing else it gets through the door; what is behind it may still fail.
  @ParameterizedTest
  @MethodSource("cases")
  void allowedGetsThrough(String engine, Door door) throws Exception {
    prepare(door);
    Policy policy = Policy.STRICT.with(EnumSet.of(door.permission())).with(door.besides);
    Running run = Running.of(door.program(), engine, policy, folder);
    assertFalse(run.error().startsWith("PermissionDenied"), run.error());
    assertTrue(
        run.session().audit().entries().stream()
            .anyMatch(e -> e.permission() == door.permission() && e.allowed()));
  }

  /// The pushes need a repository whose remote is where nobody listens.
  private void prepare(Door door) throws Exception {
    if (!door.name().startsWith("NETWORK")) {
      return;
    }
    String host = door == Door.NETWORK_LOCAL ? "127.0.0.1:9" : "nowhere.invalid";
    git("init", "--quiet");
    git("remote", "add", "origin", "git://" + host + "/none");
    Files.writeString(folder.resolve("a"), "a");
    git("add", "a");
    git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "--quiet", "-m", "a");
  }

  private void git(String... command) throws Exception {
    List<String> all = Stream.concat(Stream.of("git"), Arrays.stream(command)).toList();
    Process process = new ProcessBuilder(all).directory(folder.toFile()).inheritIO().start();
    assertEquals(0, process.waitFor());
  }
}
