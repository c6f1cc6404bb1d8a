package org.tosc.rt.statement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.Text;

/// `git init`, `commit "…"`, `branch "…"`, `log`, `status`, `push`: the installed git in the
/// session's directory.
///
/// ```text
/// init         git init; a repository that is there is left as it is. The branch is that of git's
///              setting `init.defaultBranch`, otherwise `main`
/// commit "m"   git add --all -- . and git commit -m m: what changed in the session's directory and
///              below it, new and deleted files among it, unless git ignores them
/// branch "b"   git switch b, which is made where it does not exist
/// branch       prints the branches, the current one with a star
/// log          prints a line for each commit, the newest first
/// status       prints the branch, and a line for each file that differs from the last commit
/// push         git push to the branch's remote; to `origin` where it has none
/// ```
public final class GitStatement {
  private static final String LOG_FORMAT = "--format=%h %s";

  private GitStatement() {}

  /// Runs one.
  ///
  /// @param arguments the word after `git`, then what follows it
  public static @Nullable Object run(@Nullable Object[] arguments) {
    String action = text(arguments[0]);
    List<String> given = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      given.add(text(arguments[i]));
    }
    Session session = Session.current();
    Git git = new Git(session);
    switch (action) {
      case "init" -> init(git, given);
      case "commit" -> commit(git, given);
      case "branch" -> branch(git, given);
      case "log" -> log(git, given);
      case "status" -> status(git, given);
      case "push" -> push(git, given);
      default -> throw Errors.value("there is no statement `git " + action + "`");
    }
    return null;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Text text && text.toString().indexOf('\0') < 0) {
      return text.toString();
    }
    throw Errors.type("`git` takes strings, found " + Kind.withArticle(value));
  }

  private static void arguments(String action, List<String> given, int least, int most) {
    if (given.size() < least || given.size() > most) {
      String takes = least == most ? String.valueOf(least) : least + " or " + most;
      throw Errors.argument(
          "`git " + action + "` takes " + takes + " arguments, found " + given.size());
    }
  }

  private static void init(Git git, List<String> given) {
    arguments("init", given, 0, 0);
    door("git init");
    boolean isChosen = !git.text("config", "--get", "init.defaultBranch").isEmpty();
    if (isChosen) {
      git.run("init", "--quiet");
    } else {
      git.run("init", "--quiet", "--initial-branch=main");
    }
  }

  private static void commit(Git git, List<String> given) {
    arguments("commit", given, 1, 1);
    String message = given.getFirst();
    door("git commit " + Show.quote(message));
    if (message.isBlank()) {
      throw Errors.value("a commit's message says something");
    }
    git.run("add", "--all", "--", ".");
    git.runAsAuthor("commit", "--quiet", "--message=" + message, "--", ".");
  }

  /// Commits one file alone, where it lies in a repository; elsewhere nothing happens.
  ///
  /// @return false where git ignores the file, which then stays as it is
  /// @throws org.tosc.rt.error.GuestError `GitError` in git's words where it fails
  public static boolean commitAlone(Path file, String message, String subject) {
    Path folder = file.getParent();
    if (folder == null || !isInRepository(folder)) {
      return true;
    }
    door(subject);
    Git git = new Git(Session.current(), folder);
    String name = String.valueOf(file.getFileName());
    // Not what git follows already, though a pattern ignores it.
    if (git.succeeds("check-ignore", "--quiet", "--", name)) {
      return false;
    }
    git.run("add", "--", name);
    git.runAsAuthor("commit", "--quiet", "--allow-empty", "--message=" + message, "--", name);
    return true;
  }

  private static boolean isInRepository(Path folder) {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return true;
      }
    }
    return false;
  }

  private static void branch(Git git, List<String> given) {
    arguments("branch", given, 0, 1);
    if (given.isEmpty()) {
      door("git branch");
      git.print("branch", "--no-color", "--list");
      return;
    }
    String name = given.getFirst();
    door("git branch " + Show.quote(name));
    git.run("check-ref-format", "--branch", name);
    boolean exists = git.succeeds("show-ref", "--quiet", "--verify", "refs/heads/" + name);
    if (exists) {
      git.run("switch", "--quiet", "--no-guess", name);
    } else {
      git.run("switch", "--quiet", "--create", name);
    }
  }

  private static void log(Git git, List<String> given) {
    arguments("log", given, 0, 0);
    door("git log");
    git.print("log", "--no-color", LOG_FORMAT, "--");
  }

  private static void status(Git git, List<String> given) {
    arguments("status", given, 0, 0);
    door("git status");
    git.print("status", "--short", "--branch", "--", ".");
  }

  private static void push(Git git, List<String> given) {
    arguments("push", given, 0, 0);
    door("git push");
    String branch = git.run("symbolic-ref", "--short", "HEAD").strip();
    String remote = git.text("config", "--get", "branch." + branch + ".remote");
    String to = remote.isEmpty() ? "origin" : remote;
    String host = host(git.run("remote", "get-url", "--push", "--", to).strip());
    if (!host.isEmpty()) {
      // Not the whole address, which may hold a password.
      Session.current().require(network(host), "git push to " + Show.quote(host));
    }
    git.runFar("push", "--quiet", "--set-upstream", "--", to, "refs/heads/" + branch);
  }

  private static void door(String subject) {
    Session.current().require(Permission.GIT, subject);
  }

  /// What reaching a host needs besides.
  private static Permission network(String host) {
    boolean isHere =
        host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    return isHere ? Permission.NETWORK_LOCAL : Permission.NETWORK_REMOTE;
  }

  /// The host of `scheme://user@host:port/path` or `user@host:path`; empty for a path.
  private static String host(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      int colon = url.indexOf(':');
      int slash = url.indexOf('/');
      boolean isPath = colon < 0 || (slash >= 0 && slash < colon);
      return isPath ? "" : withoutUser(url.substring(0, colon));
    }
    if (url.substring(0, scheme).toLowerCase(Locale.ROOT).equals("file")) {
      return "";
    }
    String rest = url.substring(scheme + 3);
    String authority = withoutUser(rest.substring(0, end(rest)));
    int port = authority.lastIndexOf(':');
    boolean hasPort = port > authority.lastIndexOf(']');
    return hasPort ? authority.substring(0, port) : authority;
  }

  private static int end(String rest) {
    int slash = rest.indexOf('/');
    return slash < 0 ? rest.length() : slash;
  }

  private static String withoutUser(String authority) {
    return authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }
}
