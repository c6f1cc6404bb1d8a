package org.tosc.rt.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.monitor.StatementEvent;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;
import org.tosc.rt.statement.DeviceStatement;
import org.tosc.rt.statement.GitStatement;
import org.tosc.rt.statement.MonitorStatement;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.Text;

/// The run-time statements (languages.md, section 1.5) that there are; all others raise
/// `Unavailable`. Each is counted, told to the flight recorder, and passes the door of its
/// permission first.
public final class RunTimeStatements {
  private RunTimeStatements() {}

  /// Runs one; the last arguments have the names.
  public static @Nullable Object run(
      String statement, @Nullable Object[] arguments, String[] names) {
    if (statement.equals("leave device")) {
      return DeviceStatement.leave();
    }
    Session.current().monitor().statement(statement);
    StatementEvent event = new StatementEvent(statement);
    try {
      return dispatch(statement, arguments, names);
    } catch (TensorFault fault) {
      // Here the statement's place is known.
      throw Tensors.fault(fault);
    } finally {
      event.commit();
    }
  }

  private static @Nullable Object dispatch(
      String statement, @Nullable Object[] arguments, String[] names) {
    return switch (statement) {
      case "load" -> load(arguments, names);
      case "save" -> {
        requireArguments(statement, arguments, 2);
        yield names.length == 0
            ? save(arguments[0], arguments[1])
            : TensorFiles.saveExactly(arguments[0], arguments[1]);
      }
      case "train" -> {
        requireArguments(statement, arguments, 2);
        yield Session.current()
            .models()
            .train(arguments[0], arguments[1], settings(arguments, names));
      }
      case "infer" -> {
        requireArguments(statement, arguments, 2);
        yield Session.current()
            .models()
            .infer(arguments[0], arguments[1], settings(arguments, names));
      }
      case "deploy" -> {
        Session.current().require(Permission.DEPLOY, statement);
        requireArguments(statement, arguments, 2);
        yield Session.current()
            .models()
            .deploy(arguments[0], arguments[1], settings(arguments, names));
      }
      case "with device" -> {
        requireArguments(statement, arguments, names.length + 1);
        yield DeviceStatement.enter(arguments, names);
      }
      case "monitor" -> MonitorStatement.values();
      case "print monitor" -> MonitorStatement.print();
      case "git" -> {
        requireArguments(statement, arguments, 1);
        yield GitStatement.run(arguments);
      }
      default -> throw unavailable(statement);
    };
  }

  private static GuestError unavailable(String statement) {
    return Errors.unavailable("`" + statement + "` is not available in this version");
  }

  private static @Nullable Object load(@Nullable Object[] arguments, String[] names) {
    boolean isModel = names.length > 0 && names[0].equals("family");
    requireArguments("load", arguments, names.length == 0 || isModel ? 1 : 3);
    if (names.length == 0) {
      return TensorFiles.load(arguments[0]);
    }
    return isModel
        ? TensorFiles.loadModel(arguments[0])
        : TensorFiles.load(arguments[0], arguments[1], arguments[2]);
  }

  private static @Nullable Object save(@Nullable Object value, @Nullable Object path) {
    boolean isModel = value instanceof DictValue || Kind.is(value, "model");
    if (value == null || !isModel || !(path instanceof Text text)) {
      return TensorFiles.save(value, path);
    }
    Session session = Session.current();
    session.require(Permission.WRITE_MODEL, "save(" + Show.quote(text.toString()) + ")");
    session.models().save(value, text.toString());
    return null;
  }

  private static Map<String, @Nullable Object> settings(
      @Nullable Object[] arguments, String[] names) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      settings.put(names[i], arguments[arguments.length - names.length + i]);
    }
    return settings;
  }

  /// The languages always give them; a program in TIR may not.
  private static void requireArguments(String statement, @Nullable Object[] arguments, int count) {
    if (arguments.length < count) {
      throw Errors.argument(
          "`" + statement + "` takes " + count + " arguments, found " + arguments.length);
    }
  }
}
