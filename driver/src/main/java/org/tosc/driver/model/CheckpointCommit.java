package org.tosc.driver.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;

/// `save every N steps`: where the checkpoint lies in a git repository, it is committed there by
/// the installed git, alone, without hooks. Elsewhere nothing happens.
final class CheckpointCommit {
  private static final long SECONDS = 60;

  private CheckpointCommit() {}

  static void commit(Path file, String message) {
    Path folder = file.getParent();
    if (folder == null || !isInRepository(folder)) {
      return;
    }
    Session.current().require(Permission.GIT, "save every");
    String name = String.valueOf(file.getFileName());
    run(folder, "add", "--", name);
    run(folder, "commit", "--quiet", "--allow-empty", "--message=" + message, "--", name);
  }

  private static boolean isInRepository(Path folder) {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return true;
      }
    }
    return false;
  }

  private static void run(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-c", "core.hooksPath=/dev/null"));
    command.addAll(List.of("-c", "user.useConfigOnly=false", "-c", "commit.gpgSign=false"));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(k -> k.equals("GIT_DIR") || k.equals("GIT_WORK_TREE"));
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    try {
      Process git = builder.redirectErrorStream(true).start();
      git.getOutputStream().close();
      String words = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean hasEnded = git.waitFor(SECONDS, TimeUnit.SECONDS);
      if (!hasEnded || git.exitValue() != 0) {
        throw Errors.io("git cannot commit the checkpoint: " + words.strip());
      }
    } catch (IOException e) {
      throw Errors.unavailable("git cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.io("git was interrupted");
    }
  }
}
