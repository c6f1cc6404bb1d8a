package org.tosc.cli;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Policy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// What a program may do: `--policy`, and permissions that `--allow` adds to it and `--deny` takes
/// away. What both name is denied.
final class PolicyOptions {
  private static final String POLICY = "--policy";
  private static final String ALLOW = "--allow";
  private static final String DENY = "--deny";

  private PolicyOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            option(POLICY, "strict|standard|permissive", "What it may do; permissive by default"))
        .addOption(option(ALLOW, "P,…", "Permissions that it has besides, such as GIT,FS_READ"))
        .addOption(option(DENY, "P,…", "Permissions that it does not have"));
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// @throws ParameterException where there is no such policy or permission
  static Policy of(ParseResult arguments) {
    Policy policy = named(arguments);
    Set<Permission> allowed = permissions(ALLOW, arguments);
    Set<Permission> denied = permissions(DENY, arguments);
    return policy.with(allowed).without(denied);
  }

  private static Policy named(ParseResult arguments) {
    String name = arguments.matchedOptionValue(POLICY, "permissive");
    return switch (name) {
      case "strict" -> Policy.STRICT;
      case "standard" -> Policy.STANDARD;
      case "permissive" -> Policy.PERMISSIVE;
      default ->
          throw wrong(
              arguments,
              "there is no policy `" + name + "`; expected strict, standard or permissive");
    };
  }

  private static Set<Permission> permissions(String option, ParseResult arguments) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    String list = arguments.matchedOptionValue(option, (@Nullable String) null);
    for (String name : list == null ? new String[0] : list.split(",", -1)) {
      permissions.add(permission(name.strip(), arguments));
    }
    return permissions;
  }

  private static Permission permission(String name, ParseResult arguments) {
    return Arrays.stream(Permission.values())
        .filter(p -> p.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    arguments,
                    "there is no permission `"
                        + name
                        + "`; there are "
                        + Arrays.stream(Permission.values())
                            .map(Permission::name)
                            .collect(Collectors.joining(", "))));
  }

  private static ParameterException wrong(ParseResult arguments, String message) {
    return new ParameterException(arguments.commandSpec().commandLine(), message);
  }
}
