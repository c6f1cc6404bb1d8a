"""python3 lint.py FILE... : whether files are the Python that tosc writes for Triton, by their syntax tree alone.

At the top there are the three imports and functions, nothing else. Kernels keep to a subset; loads say what stands for lanes
that their mask leaves out, products how exact they are.
"""
import ast
import sys

IMPORTS = ["import torch", "import triton", "import triton.language as tl"]
TL = set(
    """program_id arange full load store dot dot_scaled sum max reduce where maximum minimum PropagateNan exp log sqrt sqrt_rn
    div_rn abs sin cos floor ceil fma trans broadcast_to debug_barrier constexpr int1 int8 int16 int32 int64 uint8 float8e4nv
    float8e5 float16 bfloat16 float32 float64""".split()
)
KERNEL = (
    ast.FunctionDef, ast.arguments, ast.arg, ast.Attribute, ast.Name, ast.Load, ast.Store, ast.Assign, ast.BinOp, ast.UnaryOp,
    ast.Compare, ast.Call, ast.keyword, ast.Constant, ast.Subscript, ast.Slice, ast.Tuple, ast.For, ast.Return, ast.Expr, ast.Pass,
    ast.operator, ast.unaryop, ast.cmpop, ast.Dict, ast.List,
)
LAUNCHER = KERNEL + (ast.Lambda, ast.If, ast.BoolOp, ast.boolop, ast.Raise, ast.JoinedStr, ast.FormattedValue)
CALLED = {"float", "range", "tuple", "ValueError", "_check"}


def complain(complaints, node, what):
    complaints.append(f"{getattr(node, 'lineno', 0)}: {what}")


def names(function):
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            yield node, node.id
        elif isinstance(node, ast.Attribute):
            yield node, node.attr
        elif isinstance(node, ast.arg):
            yield node, node.arg


def kernel(function, complaints):
    for node in ast.walk(function):
        if not isinstance(node, KERNEL):
            complain(complaints, node, f"{type(node).__name__} in a kernel")
        if isinstance(node, ast.Compare) and len(node.ops) > 1:
            complain(complaints, node, "a chain of comparisons")
        if isinstance(node, ast.Subscript):
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            for part in parts:
                whole = isinstance(part, ast.Slice) and part.lower is part.upper is part.step is None
                if not whole and not (isinstance(part, ast.Constant) and part.value is None):
                    complain(complaints, node, "a tile indexed otherwise than by [:, None]")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "tl" and node.attr not in TL:
            complain(complaints, node, f"tl.{node.attr}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = {k.arg for k in node.keywords}
            if node.func.attr == "load" and ("mask" in given) != ("other" in given):
                complain(complaints, node, "a load with a mask or `other` alone")
            if node.func.attr == "dot" and "input_precision" not in given:
                complain(complaints, node, "a product that does not say how exact it is")
    open_ended = [a for a in function.args.args if a.annotation is None]
    if function.args.args[: len(open_ended)] != open_ended:
        complain(complaints, function, "constants before pointers")


def check(path):
    complaints = []
    tree = ast.parse(open(path, encoding="utf-8").read())
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef)]
    others = [ast.unparse(n) for n in tree.body if not isinstance(n, ast.FunctionDef)]
    if others != IMPORTS:
        complain(complaints, tree, f"at the top: {others}")
    known = {f.name for f in functions}
    for function in functions:
        decorators = [ast.unparse(d).split("(")[0] for d in function.decorator_list]
        if decorators in (["triton.jit"], ["triton.autotune", "triton.jit"]):
            kernel(function, complaints)
        elif decorators:
            complain(complaints, function, f"decorated with {decorators}")
        for node in ast.walk(function):
            if not isinstance(node, LAUNCHER):
                complain(complaints, node, type(node).__name__)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in CALLED:
                complain(complaints, node, f"a call of {node.func.id}")
        for node, name in names(function):
            if name.startswith("__") or not name.isascii():
                complain(complaints, node, f"the name {name}")
    if len(known) != len(functions):
        complain(complaints, tree, "two functions of one name")
    return complaints


bad = 0
for file in sys.argv[1:]:
    for complaint in check(file):
        print(f"{file}:{complaint}")
        bad += 1
print("clean" if not bad else f"{bad} complaints")
sys.exit(bad > 0)
