package org.tosc.rt.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.Text;

/// `git` statements beside the git of this machine, which says what is in the repository then.
class GitStatementTest {
  @TempDir Path home;
  private Path folder = Path.of("");
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void folders() throws Exception {
    folder = Files.createDirectory(home.resolve("work"));
    environment.put("HOME", home.toString());
  }

  private Session session(Policy policy, Path directory, ByteArrayOutputStream out) {
    return Session.builder()
        .out(out)
        .policy(policy)
        .directory(directory)
        .environment(environment)
        .build();
  }

  /// What a statement prints.
  private String git(String... words) throws Exception {
    return git(folder, words);
  }

  private String git(Path directory, String... words) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session = session(Policy.PERMISSIVE, directory, out);
    Object[] arguments = Arrays.stream(words).map(Text::of).toArray();
    session.run(() -> GitStatement.run(arguments));
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  private GuestError fault(String... words) {
    return assertThrows(GuestError.class, () -> git(words));
  }

  /// What the installed git says by itself.
  private String real(Path directory, String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of("git"));
    all.addAll(Arrays.asList(command));
    ProcessBuilder builder = new ProcessBuilder(all).directory(directory.toFile());
    builder.environment().put("HOME", home.toString());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  @Test
  void commitsAreRealOnes() throws Exception {
    git("init");
    assertEquals("main", real(folder, "symbolic-ref", "--short", "HEAD"));
    git("init");
    Files.writeString(folder.resolve("keep"), "1");
    Files.writeString(folder.resolve("gone"), "1");
    Files.writeString(folder.resolve("secret"), "1");
    Files.writeString(folder.resolve(".gitignore"), "secret\n");
    git("commit", "first");
    Files.writeString(folder.resolve("keep"), "2");
    Files.delete(folder.resolve("gone"));
    Files.writeString(folder.resolve("new"), "3");
    assertEquals("## main\n D gone\n M keep\n?? new\n", git("status"));
    git("commit", "second");
    assertEquals("second\nfirst", real(folder, "log", "--format=%s"));
    assertEquals(".gitignore\nkeep\nnew", real(folder, "ls-tree", "--name-only", "HEAD"));
    assertEquals("2", real(folder, "show", "HEAD:keep"));
    String hash = real(folder, "rev-parse", "--short", "HEAD");
    assertTrue(git("log").startsWith(hash + " second\n"));
    real(folder, "fsck", "--strict");
  }

  @Test
  void onlyTheDirectoryIsCommitted() throws Exception {
    git("init");
    Path below = Files.createDirectory(folder.resolve("below"));
    Files.writeString(folder.resolve("outside"), "1");
    Files.writeString(below.resolve("inside"), "1");
    git(below, "commit", "inside");
    assertEquals("below/inside", real(folder, "ls-tree", "-r", "--name-only", "HEAD"));
    assertEquals("?? outside", real(folder, "status", "--short"));
    assertEquals("## main\n", git(below, "status"));
  }

  @Test
  void wordsStayWords() throws Exception {
    git("init");
    int i = 0;
    for (String message :
        List.of("--amend", "-m", "a \"b\" 'c'", "$(touch evil) `touch evil` ; touch evil", "é ☕")) {
      Files.writeString(folder.resolve("n"), "" + i++);
      git("commit", message);
      assertEquals(message, real(folder, "log", "-1", "--format=%s"));
    }
    assertFalse(Files.exists(folder.resolve("evil")));
    assertEquals("GitError", fault("branch", "--help").kind());
    assertEquals("GitError", fault("branch", "a..b").kind());
    assertEquals("GitError", fault("branch", "-d").kind());
  }

  @Test
  void branchesAreMadeAndGoneTo() throws Exception {
    git("init");
    Files.writeString(folder.resolve("a"), "1");
    git("commit", "one");
    git("branch", "other/one");
    assertEquals("other/one", real(folder, "symbolic-ref", "--short", "HEAD"));
    Files.writeString(folder.resolve("a"), "2");
    git("commit", "two");
    git("branch", "main");
    assertEquals("1", Files.readString(folder.resolve("a")));
    assertEquals("* main\n  other/one\n", git("branch"));
    assertEquals("one", real(folder, "log", "--format=%s", "main"));
    Files.writeString(folder.resolve("a"), "3");
    String message = fault("branch", "other/one").getMessage();
    assertTrue(message.startsWith("git switch: error: Your local changes"), message);
  }

  @Test
  void nothingOfTheRepositoryIsRun() throws Exception {
    git("init");
    for (String hook : List.of("pre-commit", "post-commit", "post-checkout", "pre-push")) {
      Path file = folder.resolve(".git/hooks").resolve(hook);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "#!/bin/sh\ntouch \"" + folder.resolve("ran") + "\"\nexit 1\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    real(folder, "config", "core.fsmonitor", "touch " + folder.resolve("ran"));
    real(folder, "config", "commit.gpgSign", "true");
    Files.writeString(folder.resolve("a"), "1");
    git("status");
    git("commit", "one");
    git("branch", "b");
    assertFalse(Files.exists(folder.resolve("ran")));
  }

  @Test
  void variablesDoNotPointElsewhere() throws Exception {
    Path other = Files.createDirectory(home.resolve("other"));
    git(other, "init");
    environment.put("GIT_DIR", other.resolve(".git").toString());
    environment.put("GIT_WORK_TREE", other.toString());
    git("init");
    Files.writeString(folder.resolve("a"), "1");
    git("commit", "here");
    assertEquals("here", real(folder, "log", "--format=%s"));
    assertTrue(real(other, "count-objects").startsWith("0 objects"));
  }

  @Test
  void somebodyIsTheAuthor() throws Exception {
    git("init");
    Files.writeString(folder.resolve("a"), "1");
    git("commit", "by default");
    String user = System.getProperty("user.name");
    assertEquals(
        user + " <" + user + "@localhost>", real(folder, "log", "-1", "--format=%an <%ae>"));
    real(folder, "config", "user.name", "Ada");
    real(folder, "config", "user.email", "ada@example.org");
    Files.writeString(folder.resolve("a"), "2");
    git("commit", "by configuration");
    assertEquals("Ada <ada@example.org>", real(folder, "log", "-1", "--format=%an <%ae>"));
    environment.put("GIT_AUTHOR_NAME", "Bob");
    Files.writeString(folder.resolve("a"), "3");
    git("commit", "by environment");
    assertEquals("Bob <ada@example.org>", real(folder, "log", "-1", "--format=%an <%ae>"));
  }

  @Test
  void pushesGoToTheRemote() throws Exception {
    Path remote = Files.createDirectory(home.resolve("remote.git"));
    real(remote, "init", "--bare", "--quiet");
    git("init");
    Files.writeString(folder.resolve("a"), "1");
    git("commit", "one");
    assertEquals("git remote: error: No such remote 'origin'", fault("push").getMessage());
    real(folder, "remote", "add", "origin", remote.toString());
    git("push");
    assertEquals("one", real(remote, "log", "--format=%s", "main"));
    git("branch", "side");
    git("push");
    assertEquals("main\nside", real(remote, "for-each-ref", "--format=%(refname:short)"));
  }

  @Test
  void remotesNeedTheNetwork() throws Exception {
    git("init");
    Files.writeString(folder.resolve("a"), "1");
    git("commit", "one");
    real(folder, "remote", "add", "origin", "x");
    Map<String, Permission> hosts =
        Map.of(
            "git://localhost/x", Permission.NETWORK_LOCAL,
            "ssh://me@127.0.0.1:22/x", Permission.NETWORK_LOCAL,
            "http://[::1]:80/x", Permission.NETWORK_LOCAL,
            "https://user:secret@example.invalid:443/x", Permission.NETWORK_REMOTE,
            "me@example.invalid:x.git", Permission.NETWORK_REMOTE,
            "git://127.0.0.1.example.invalid/x", Permission.NETWORK_REMOTE,
            "https://localhost@example.invalid/x", Permission.NETWORK_REMOTE);
    for (var host : hosts.entrySet()) {
      real(folder, "remote", "set-url", "origin", host.getKey());
      Policy policy = Policy.STRICT.with(Set.of(Permission.GIT));
      Session session = session(policy, folder, new ByteArrayOutputStream());
      GuestError denied =
          assertThrows(
              GuestError.class,
              () -> session.run(() -> GitStatement.run(new Object[] {Text.of("push")})));
      String message = denied.getMessage();
      assertTrue(message.contains("needs the permission " + host.getValue() + ","), message);
      assertFalse(message.contains("secret"), message);
    }
  }

  @Test
  void mistakesAreTold() throws Exception {
    assertEquals("GitError", fault("log").kind());
    String message = fault("status").getMessage();
    assertTrue(message.startsWith("git status: fatal: not a git repository"), message);
    git("init");
    assertTrue(fault("log").getMessage().contains("does not have any commits yet"));
    assertEquals("ValueError", fault("commit", " ").kind());
    assertEquals("ArgumentError", fault("commit").kind());
    assertEquals("ArgumentError", fault("init", "x").kind());
    assertEquals("ValueError", fault("rebase").kind());
    Files.writeString(folder.resolve("a"), "1");
    git("commit", "one");
    assertEquals(
        "git commit: On branch main\nnothing to commit, working tree clean",
        fault("commit", "again").getMessage());
  }

  @Test
  void withoutGitThereIsNone() throws Exception {
    Session session = session(Policy.PERMISSIVE, folder, new ByteArrayOutputStream());
    GuestError error =
        assertThrows(GuestError.class, () -> new Git(session, "no-such-git").run("status"));
    assertEquals("Unavailable", error.kind());
    assertTrue(
        error.getMessage().startsWith("`no-such-git` cannot be started; is it installed?"),
        error.getMessage());
  }
}
