// Voilà's viewer asks for MathJax, which stock pages fetch from outside. The course has no formulas, so this answers in its place.
window.MathJax = { Hub: { Config() {}, Configured() {}, Queue() {}, Register: { StartupHook() {} } }, Ajax: {}, InputJax: { TeX: { resetEquationNumbers() {} } } };
