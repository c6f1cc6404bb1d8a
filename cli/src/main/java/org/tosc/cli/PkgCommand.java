package org.tosc.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.report.Json;
import org.tosc.models.registry.LockFile;
import org.tosc.models.registry.ModelPackage;
import org.tosc.models.registry.Registry;
import org.tosc.models.registry.Store;
import org.tosc.rt.error.FileReason;
import org.tosc.rt.tensor.file.TensorFileFault;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `tosc pkg install|search|list|remove`: models from a registry. `tosc.lock` in the current folder
/// says which ones a project uses; an installation follows it ([PkgInstall]), unless it is told to
/// `--update`.
final class PkgCommand implements Command {
  private static final String FROM = "--from";
  static final String QUANTIZE = "--quantize";

  /// As a format: what the registry has.
  static final String ORIGINAL = "none";

  static final String UPDATE = "--update";
  private static final String VARIABLE = "TOSC_REGISTRY";

  private final Project project;

  PkgCommand() {
    this(Project.here());
  }

  PkgCommand(Project project) {
    this.project = project;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Install models from a registry")
        .footer(
            "`install NAME` follows tosc.lock and writes it. Without a name it installs what",
            "tosc.lock says, and refuses what differs.");
    return spec.addOption(
            option(
                FROM,
                "REGISTRY",
                "A folder or an address; the locked one, or $" + VARIABLE + ", by default"))
        .addOption(
            option(
                QUANTIZE,
                "FORMAT",
                "Of matrices: a variant, beside the original; "
                    + ORIGINAL
                    + ": the original; the locked one by default"))
        .addOption(
            OptionSpec.builder(UPDATE)
                .type(boolean.class)
                .description("Install the version that the registry has now, in the locked format")
                .build())
        .addOption(Console.json())
        .addPositional(positional("0", "install|search|list|remove", "What to do", "1"))
        .addPositional(
            positional("1", "NAME", "A model: NAME, NAME@VERSION or NAME@VERSION+FORMAT", "0..1"));
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static PositionalParamSpec positional(
      String index, String label, String description, String arity) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity(arity)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    String action = arguments.matchedPositionalValue(0, "");
    String name = arguments.matchedPositionalValue(1, "");
    Store store = project.store();
    try {
      return switch (action) {
        case "install" -> install(name, arguments, console);
        case "search" -> search(name, arguments, console);
        case "list" -> list(store, arguments, console);
        case "remove" -> remove(name, store, arguments, console);
        default ->
            throw wrong(
                arguments, "expected install, search, list or remove, found `" + action + "`");
      };
    } catch (IOException | TensorFileFault | IllegalArgumentException fault) {
      console.err().println("tosc pkg: " + FileReason.told(fault));
      return Exit.PROGRAM_ERRORS;
    }
  }

  static ParameterException wrong(ParseResult arguments, String message) {
    return new ParameterException(arguments.commandSpec().commandLine(), message);
  }

  /// Which one is asked: the one that is said, or the locked one, or the user's.
  ///
  /// @throws ParameterException where none is said
  static Registry registry(Project project, ParseResult arguments, @Nullable String locked) {
    String usual = locked == null ? project.environment().get(VARIABLE) : locked;
    String text = arguments.matchedOptionValue(FROM, usual);
    if (text == null) {
      throw wrong(arguments, "which registry? `" + FROM + " REGISTRY`, or set " + VARIABLE);
    }
    return Registry.of(text, project.folder());
  }

  private int install(String name, ParseResult arguments, Console console) throws IOException {
    PkgInstall install = new PkgInstall(project, arguments, console);
    return name.isEmpty() ? install.all() : install.one(name);
  }

  private int search(String text, ParseResult arguments, Console console) throws IOException {
    List<ModelPackage> found = registry(project, arguments, null).index().search(text);
    for (ModelPackage each : found) {
      long bytes = each.files().stream().mapToLong(ModelPackage.File::bytes).sum();
      if (arguments.hasMatchedOption("--json")) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", "tosc.package/1");
        object.put("name", each.name());
        object.put("version", each.version());
        object.put("description", each.description());
        object.put("bytes", bytes);
        console.out().println(Json.write(object));
      } else {
        console.say("%-32s %10.1f MB  %s", each.text(), bytes / 1e6, each.description());
      }
    }
    if (found.isEmpty()) {
      console.err().println("tosc pkg: no model has `" + text + "` in its name or description");
    }
    return Exit.OK;
  }

  private int list(Store store, ParseResult arguments, Console console) throws IOException {
    for (Store.Installed each : store.all()) {
      if (arguments.hasMatchedOption("--json")) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", "tosc.installed/1");
        object.put("name", each.name());
        object.put("version", each.version());
        object.put("format", each.format());
        object.put("file", each.main().toString());
        console.out().println(Json.write(object));
      } else {
        console.say("%-32s %s", each.text(), each.main());
      }
    }
    return Exit.OK;
  }

  private int remove(String name, Store store, ParseResult arguments, Console console)
      throws IOException {
    if (name.isEmpty()) {
      throw wrong(arguments, "which model? `tosc pkg remove NAME`");
    }
    LockFile lock = LockFile.read(project.folder());
    String pinned = lock.pinned(name);
    Store.Installed installed = store.find(pinned);
    if (installed == null) {
      throw new IOException("`" + pinned + "`: " + store.missing(pinned));
    }
    requireOne(installed, pinned, store);
    boolean isUsed = installed.equals(store.find(lock.pinned(installed.name())));
    store.remove(installed);
    if (isUsed && lock.find(installed.name()) != null) {
      lock.without(installed.name()).write(project.folder());
    }
    console.say("removed %s", installed.text());
    return Exit.OK;
  }

  /// Of several variants none is taken that was not said.
  private static void requireOne(Store.Installed found, String said, Store store)
      throws IOException {
    List<String> variants =
        store.all().stream()
            .filter(i -> i.name().equals(found.name()) && i.version().equals(found.version()))
            .map(Store.Installed::text)
            .toList();
    if (!found.format().isEmpty() && !found.text().equals(said) && variants.size() > 1) {
      throw new IOException("which one? There are " + String.join(", ", variants));
    }
  }
}
