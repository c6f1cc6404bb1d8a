func.func @f(%a: float) {
  return
}
