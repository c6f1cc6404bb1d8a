package org.tosc.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The table of commands, and how one is found and run.
final class Tosc {
  /// Made on demand, because making all takes longer than most commands run.
  private static final Map<String, Supplier<Command>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("run", RunCommand::new);
    COMMANDS.put("check", CheckCommand::new);
    COMMANDS.put("build", BuildCommand::new);
    COMMANDS.put("fmt", FmtCommand::new);
    COMMANDS.put("test", TestCommand::new);
    COMMANDS.put("bench", BenchCommand::new);
    COMMANDS.put("tune", TuneCommand::new);
    COMMANDS.put("diff", DiffCommand::new);
    COMMANDS.put("exec", ExecCommand::new);
    COMMANDS.put("repl", ReplCommand::new);
    COMMANDS.put("chat", ChatCommand::new);
    COMMANDS.put("quantize", QuantizeCommand::new);
    COMMANDS.put("convert", ConvertCommand::new);
    COMMANDS.put("pkg", PkgCommand::new);
    COMMANDS.put("explain", ExplainCommand::new);
    COMMANDS.put("ops", OpsCommand::new);
    COMMANDS.put("passes", PassesCommand::new);
    COMMANDS.put("machines", MachinesCommand::new);
    COMMANDS.put("doctor", DoctorCommand::new);
    COMMANDS.put("version", VersionCommand::new);
    COMMANDS.put("completions", CompletionsCommand::new);
    COMMANDS.put("new", NewCommand::new);
  }

  private Tosc() {}

  static Set<String> commands() {
    return COMMANDS.keySet();
  }

  static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    if (args.length == 0 || args[0].equals("--help") || args[0].equals("-h")) {
      help(args.length == 0 ? err : out);
      return args.length == 0 ? Exit.USAGE : Exit.OK;
    }
    if (args[0].equals("--version") || args[0].equals("-V")) {
      return run(new String[] {"version"}, in, out, err);
    }
    Supplier<Command> command = COMMANDS.get(args[0]);
    if (command != null) {
      return run(
          args[0], command.get(), java.util.Arrays.copyOfRange(args, 1, args.length), in, out, err);
    }
    boolean file = args[0].equals("-") || args[0].indexOf('.') >= 0;
    if (file) {
      return run("run", new RunCommand(), args, in, out, err);
    }
    err.println(
        "tosc: there is no command `"
            + args[0]
            + "`"
            + suggestion(args[0])
            + "; `tosc --help` lists them");
    return Exit.USAGE;
  }

  private static String suggestion(String word) {
    return org.tosc.driver.Names.nearest(word, COMMANDS.keySet())
        .map(near -> ", did you mean `" + near + "`?")
        .orElse("");
  }

  /// Runs a command that is at hand.
  ///
  /// @param name as messages call it
  static int run(
      String name,
      Command command,
      String[] args,
      InputStream in,
      PrintStream out,
      PrintStream err) {
    CommandSpec spec = Console.common(command.spec()).name("tosc " + name);
    CommandLine line = new CommandLine(spec).setUnmatchedOptionsArePositionalParams(false);
    try {
      ParseResult parsed = line.parseArgs(args);
      if (parsed.isUsageHelpRequested()) {
        out.print(line.getUsageMessage());
        return Exit.OK;
      }
      return command.run(parsed, Console.of(parsed, in, out, err));
    } catch (ParameterException wrongUsage) {
      err.println("tosc " + name + ": " + wrongUsage.getMessage());
      err.println("usage: see `tosc " + name + " --help`");
      return Exit.USAGE;
    } catch (Exception | AssertionError | StackOverflowError fault) {
      return InternalFault.report(fault, List.of(args), err);
    }
  }

  private static void help(PrintStream to) {
    to.println("usage: tosc COMMAND [ARGUMENTS]   or   tosc FILE [ARGUMENTS]");
    to.println();
    COMMANDS.forEach(
        (name, command) ->
            to.printf(
                "  %-12s %s%n",
                name, String.join(" ", command.get().spec().usageMessage().description())));
    to.println();
    to.println("`tosc COMMAND --help` tells more.");
  }
}
