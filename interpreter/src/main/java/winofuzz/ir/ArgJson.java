package winofuzz.ir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import winofuzz.number.Rational;

/** Reads and writes arguments in the JSON form: an object whose first key says the kind. */
final class ArgJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ArgJson() {}

  static ObjectNode write(Arg arg) {
    ObjectNode o = JSON.objectNode();
    switch (arg) {
      case Arg.None ignored -> {}
      case Arg.Int i -> o.put("int", i.value());
      case Arg.Bool b -> o.put("bool", b.value());
      case Arg.Real r -> real(o, r);
      case Arg.Special s -> o.put("special", s.name());
      case Arg.Invalid ignored -> o.put("invalid", true);
      case Arg.Constants c -> o.set("constants", array(c.values(), ArgJson::write));
      case Arg.Axis a -> {
        o.set("axis", array(a.id(), JSON::numberNode));
        o.put("type", a.type().name()).put("role", a.role().label());
        o.put("kernelLocal", a.kernelLocal());
      }
      case Arg.Fold f -> o.put("fold", f.op().name());
      case Arg.FoldAxes f -> {
        o.put("foldAxes", f.op().name());
        o.set("axes", array(f.axes(), JSON::numberNode));
      }
      case Arg.Permutation p -> o.set("permutation", array(p.order(), JSON::numberNode));
      case Arg.Flips f -> o.set("flips", array(f.axes(), JSON::booleanNode));
      case Arg.Size s -> o.put("size", s.elements());
      case Arg.Slot s -> o.put("slot", s.number());
      case Arg.Name n -> o.put("name", n.name());
      case Arg.Variable v -> o.put("variable", v.name()).put("min", v.min()).put("max", v.max());
      case Arg.Storage s -> o.put("storage", s.space().name()).put("slot", s.slot());
      case Arg.Lanes l -> o.set("lanes", array(l.lanes(), JSON::numberNode));
      case Arg.LaneAxes l -> o.set("laneAxes", laneAxes(l));
      case Arg.MatrixMultiply m -> matrix(o, m);
      case Arg.KernelInfo k -> {
        o.put("kernel", k.name());
        o.set("options", array(k.appliedOptions(), JSON::textNode));
        o.put("useLocals", k.useLocals());
      }
    }
    return o;
  }

  private static void matrix(ObjectNode o, Arg.MatrixMultiply m) {
    o.set("matrix", array(List.of(m.n(), m.m(), m.k()), JSON::numberNode));
    o.put("input", m.input().toString()).put("output", m.output().toString());
    o.put("threads", m.threads());
    o.set("fragments", array(m.lanes(), ArgJson::laneAxes));
  }

  private static ArrayNode laneAxes(Arg.LaneAxes lanes) {
    return array(lanes.axes(), a -> array(List.of(a.id(), a.size()), JSON::numberNode));
  }

  private static <T> ArrayNode array(List<T> values, Function<T, JsonNode> element) {
    ArrayNode result = JSON.arrayNode();
    values.forEach(value -> result.add(element.apply(value)));
    return result;
  }

  static Arg read(JsonObject o) {
    String kind = o.firstKey();
    return switch (kind) {
      case "int", "bool", "real", "special", "invalid" -> constant(o);
      case "constants" -> new Arg.Constants(o.objects("constants").map(ArgJson::constant).toList());
      case "axis" ->
          new Arg.Axis(
              o.integers("axis"),
              o.oneOf("type", AxisType.values(), AxisType::name),
              o.oneOf("role", AxisRole.values(), AxisRole::label),
              o.bool("kernelLocal"));
      case "fold" -> new Arg.Fold(o.oneOf("fold", Op.values(), Op::name));
      case "foldAxes" ->
          new Arg.FoldAxes(o.oneOf("foldAxes", Op.values(), Op::name), o.integers("axes"));
      case "permutation" -> new Arg.Permutation(o.integers("permutation"));
      case "flips" -> new Arg.Flips(o.booleans("flips"));
      case "size" -> new Arg.Size(o.integer("size"));
      case "slot" -> new Arg.Slot(o.small("slot"));
      case "name" -> new Arg.Name(o.text("name"));
      case "variable" -> new Arg.Variable(o.text("variable"), o.integer("min"), o.integer("max"));
      case "storage" ->
          new Arg.Storage(
              o.oneOf("storage", AddressSpace.values(), AddressSpace::name), o.small("slot"));
      case "lanes" -> new Arg.Lanes(o.integers("lanes"));
      case "laneAxes" -> laneAxes(o, o.array("laneAxes"));
      case "matrix" -> matrix(o);
      case "kernel" ->
          new Arg.KernelInfo(o.text("kernel"), o.texts("options"), o.bool("useLocals"));
      default -> throw o.error("an argument's kind as first key", kind);
    };
  }

  private static Arg.Constant constant(JsonObject o) {
    String kind = o.firstKey();
    return switch (kind) {
      case "int" -> new Arg.Int(o.integer("int"));
      case "bool" -> new Arg.Bool(o.bool("bool"));
      case "real" -> new Arg.Real(rational(o, "real"), computed(o));
      case "special" -> o.oneOf("special", Arg.Special.values(), Arg.Special::name);
      case "invalid" -> Arg.Invalid.INVALID;
      default -> throw o.error("a constant's kind as first key", kind);
    };
  }

  private static ObjectNode real(ObjectNode o, Arg.Real real) {
    o.put("real", real.value().toString());
    return real.computed() == null ? o : o.put("computed", real.computed().toString());
  }

  private static @Nullable Rational computed(JsonObject o) {
    return o.has("computed") ? rational(o, "computed") : null;
  }

  private static Rational rational(JsonObject o, String key) {
    String text = o.text(key);
    try {
      return Rational.parse(text);
    } catch (ArithmeticException | NumberFormatException e) {
      throw o.error("a rational number like -1/6 or 0.25", text);
    }
  }

  private static Arg.LaneAxes laneAxes(JsonObject o, JsonNode axes) {
    List<Arg.LaneAxis> result = new ArrayList<>();
    for (JsonNode axis : axes) {
      if (!axis.isArray() || axis.size() != 2 || !axis.get(0).isInt() || !axis.get(1).isInt()) {
        throw o.error("lane axes as [id, size]", axis.toString());
      }
      result.add(new Arg.LaneAxis(axis.get(0).intValue(), axis.get(1).intValue()));
    }
    return new Arg.LaneAxes(result);
  }

  private static Arg.MatrixMultiply matrix(JsonObject o) {
    List<Integer> sizes = o.integers("matrix");
    if (sizes.size() != 3) {
      throw o.error("three sizes as matrix", sizes.toString());
    }
    List<Arg.LaneAxes> fragments = new ArrayList<>();
    o.array("fragments").forEach(axes -> fragments.add(laneAxes(o, axes)));
    return new Arg.MatrixMultiply(
        sizes.get(0),
        sizes.get(1),
        sizes.get(2),
        o.dtype("input"),
        o.dtype("output"),
        o.small("threads"),
        fragments);
  }
}
