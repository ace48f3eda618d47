import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'eslint.config.js'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', 300],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Names come from strangers: they reach the page as text only.
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Use textContent.' },
        { property: 'outerHTML', message: 'Use textContent.' },
        { property: 'insertAdjacentHTML', message: 'Use textContent.' },
        { object: 'Date', property: 'now', message: 'Use ServerClock or performance.now().' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Text only.' },
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Use ServerClock.' },
        // The server may be below a path of its address.
        ...[
          'CallExpression[callee.name="fetch"]',
          'CallExpression[callee.property.name="sendBeacon"]',
          'NewExpression[callee.name=/^(URL|WebSocket|EventSource|Request)$/]',
          'AssignmentExpression[left.property.name=/^(src|href)$/]',
          'JSXAttribute[name.name=/^(src|href)$/]',
        ].flatMap((place) => [`${place} > Literal[value=/^\\//]`, `${place} > TemplateLiteral[quasis.0.value.raw=/^\\//]`])
          .map((selector) => ({ selector, message: 'Use at() of shared/base.' })),
      ],
    },
  },
  {
    files: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'src/test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', 400],
    },
  },
);
