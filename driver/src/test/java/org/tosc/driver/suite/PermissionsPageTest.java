package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Policy;

/// `docs/permissions.md` has a row for each permission, with every built-in behind its door and the
/// policies that allow it.
final class PermissionsPageTest {
  private static final Pattern WORD = Pattern.compile("`([a-z_]+)`");

  /// Built-ins with two doors: which second one each passes.
  private static final Map<Permission, Set<String>> SECOND =
      Map.of(Permission.IPC, Set.of("exec"), Permission.FS_READ, Set.of("copy_file", "move_file"));

  private static List<String[]> rows() throws IOException {
    return Files.readAllLines(Pages.root().resolve("docs/permissions.md")).stream()
        .filter(l -> l.matches("\\| [A-Z_]+ \\|.*"))
        .map(l -> l.substring(2, l.length() - 2).split(" \\| "))
        .toList();
  }

  @Test
  void thereIsARowForEach() throws IOException {
    assertEquals(
        Arrays.stream(Permission.values()).map(Permission::name).toList(),
        rows().stream().map(r -> r[0]).toList());
  }

  @Test
  void everyBuiltinStandsAtItsDoor() throws IOException {
    Set<String> all =
        Builtins.all().stream().map(Builtin::name).collect(Collectors.toCollection(TreeSet::new));
    for (String[] row : rows()) {
      Permission permission = Permission.valueOf(row[0]);
      Set<String> expected = new TreeSet<>(SECOND.getOrDefault(permission, Set.of()));
      Builtins.all().stream()
          .filter(b -> b.permission() == permission)
          .forEach(b -> expected.add(b.name()));
      Set<String> named =
          WORD.matcher(row[1])
              .results()
              .map((MatchResult m) -> m.group(1))
              .filter(all::contains)
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(expected, named, row[0]);
    }
  }

  @Test
  void thePoliciesAreThose() throws IOException {
    assertTrue(Policy.STRICT.allowed().isEmpty());
    for (String[] row : rows()) {
      Permission permission = Permission.valueOf(row[0]);
      String policies = Policy.STANDARD.allows(permission) ? "standard, permissive" : "permissive";
      assertEquals(policies, row[2], row[0]);
    }
  }
}
