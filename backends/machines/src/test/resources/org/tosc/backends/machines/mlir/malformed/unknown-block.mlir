func.func @f() {
  cf.br ^end
}
